import Foundation
import GatehouseMacros

/// A room that can be booked.
@Schemable
struct Room {
    /// A letter for the building, and three digits.
    @Field(.pattern("^[A-Z][0-9]{3}$"))
    let id: String
    let site: Site
    /// Below zero is below the street.
    @Field(.range(-3...40))
    let floor: Int8
    @Field(.range(1...500))
    let seats: Int
    /// In square metres.
    @Field(.exclusiveMinimum(0))
    let area: Double
    let equipment: Set<Equipment>
    /// In euros.
    @Field(.minimum(0))
    let pricePerHour: Decimal
    /// The floor plan.
    var plan: URL?

    /// What the room costs for a while, in euros.
    func price(of slot: Slot) -> Decimal {
        pricePerHour * Decimal(slot.length.components.seconds) / 3_600
    }
}

extension Room {
    static let samples = [
        Room(
            id: "A101", site: .main, floor: 1, seats: 8, area: 22.5, equipment: [.screen], pricePerHour: 20,
            plan: URL(string: "https://rooms.example/plans/A101.svg")),
        Room(
            id: "A204", site: .main, floor: 2, seats: 16, area: 41, equipment: [.screen, .videoConference],
            pricePerHour: 34.5),
        Room(
            id: "H001", site: .harbour, floor: -1, seats: 120, area: 180, equipment: [.screen, .stage],
            pricePerHour: 150),
    ]
}
