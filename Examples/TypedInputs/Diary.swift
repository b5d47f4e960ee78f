import Foundation
import GatehouseMacros
import Synchronization

/// All bookings, as long as the program runs.
final class Diary: Sendable {
    private static let capacity = 1_000
    private let entries = Mutex<[UUID: Booking]>([:])

    /// The bookings, the earliest first.
    var bookings: [Booking] {
        entries.withLock { Array($0.values) }.sorted { $0.slot.start < $1.slot.start }
    }

    /// Adds a booking where its room is free.
    func add(_ booking: Booking) throws -> Booking {
        try entries.withLock { entries in
            guard entries.count < Self.capacity else { throw ToolError("the diary is full") }
            let taken = entries.values.first { $0.room == booking.room && $0.slot.overlaps(booking.slot) }
            if let taken { throw ToolError("room \(booking.room) is taken then, for \"\(taken.title)\"") }
            entries[booking.id] = booking
            return booking
        }
    }

    /// Changes a booking.
    func change(_ id: UUID, _ change: (inout Booking) -> Void) throws -> Booking {
        try entries.withLock { entries in
            guard var booking = entries[id] else {
                throw ToolError("there is no such booking; list_bookings tells which there are")
            }
            change(&booking)
            entries[id] = booking
            return booking
        }
    }
}
