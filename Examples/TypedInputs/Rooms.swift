import Foundation
import GatehouseMacros

/// Conference rooms, and who has them when.
@Toolbox
struct Rooms: Sendable {
    let rooms: [Room]
    private let diary = Diary()

    init(rooms: [Room] = Room.samples) {
        self.rooms = rooms
    }

    /// Finds rooms that are large enough and have what is needed, the cheapest first.
    ///
    /// - Parameters:
    ///   - seats: How many people come.
    ///   - equipment: What the room must have.
    ///   - site: Where to look.
    ///   - floors: The floors that will do; left out, all of them.
    ///   - priceLimit: What an hour may cost, in half euros.
    @Tool(.readOnly, .closedWorld)
    func findRooms(
        @Field(.range(1...500)) seats: Int = 1,
        @Field(.count(...4)) equipment: Set<Equipment> = [],
        @Field(.header("Site")) site: Site = .main,
        floors: ClosedRange<Int8>?,
        @Field(.minimum(0), .multipleOf(0.5)) priceLimit: Decimal?
    ) -> [Room] {
        rooms.filter { room in
            room.site == site && room.seats >= seats && room.equipment.isSuperset(of: equipment)
                && (floors?.contains(room.floor) ?? true) && priceLimit.map { room.pricePerHour <= $0 } ?? true
        }.sorted { $0.pricePerHour < $1.pricePerHour }
    }

    /// Books a room and says what it costs.
    ///
    /// - Parameters:
    ///   - room: The room's id, as find_rooms gives it.
    ///   - title: What it is about: a plain line, not shouted.
    ///   - slot: When.
    ///   - attendees: Who comes, nobody twice.
    ///   - extras: Everything that can be left out.
    @Tool(.additive, .closedWorld)
    func bookRoom(
        @Field(.pattern("^[A-Z][0-9]{3}$"), .examples("A101")) room: String,
        @Field(.title("Subject"), .length(3...120), .notShouted) title: String,
        slot: Slot,
        @Field(.count(1...50), .unique) attendees: [Attendee],
        extras: Extras = Extras(),
        principal: Principal
    ) throws -> Booking {
        guard let room = rooms.first(where: { $0.id == room }) else {
            throw ToolError("there is no room \(room); find_rooms tells which there are")
        }
        guard room.seats >= attendees.count else {
            throw ToolError("room \(room.id) has \(room.seats) seats, and \(attendees.count) people come")
        }
        let booking = Booking(
            id: UUID(), room: room.id, title: title, slot: slot, attendees: attendees.map(\.name), extras: extras,
            cost: room.price(of: slot) + extras.catering.price, note: nil, bookedBy: principal.subject)
        if let budget = extras.budget, booking.cost > budget {
            throw ToolError("this costs \(booking.cost), and the budget is \(budget)")
        }
        return try diary.add(booking)
    }

    /// Changes a booking; what is left out stays.
    ///
    /// - Parameters:
    ///   - id: The booking's id.
    ///   - title: The new subject.
    ///   - note: The new note; null takes the old one away.
    @Tool(.idempotent, .closedWorld)
    func changeBooking(
        id: UUID,
        @Field(.length(3...120), .notShouted) title: String?,
        @Field(.maxLength(500)) note: Nullable<String>
    ) throws -> Booking {
        try diary.change(id) { booking in
            if let title { booking.title = title }
            switch note {
            case .absent: break
            case .null: booking.note = nil
            case .value(let text): booking.note = text
            }
        }
    }

    /// Lists all bookings, the earliest first.
    @Tool(.readOnly, .closedWorld)
    func listBookings() -> [Booking] { diary.bookings }
}
