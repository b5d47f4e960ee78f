import Foundation
import GatehouseMacros

/// A room that is taken.
@Schemable
struct Booking {
    let id: UUID
    let room: String
    var title: String
    let slot: Slot
    /// The names of those who come.
    let attendees: [String]
    let extras: Extras
    /// In euros.
    let cost: Decimal
    var note: String?
    let bookedBy: String
}
