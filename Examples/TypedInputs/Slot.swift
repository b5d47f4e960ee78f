import Foundation
import GatehouseMacros

/// When a room is taken.
@Schemable
struct Slot: SelfChecking, Equatable {
    /// When it begins, on a quarter of an hour.
    @Field(.validate(Slot.checkStart))
    let start: Date
    /// For how long: from a quarter of an hour to twelve hours.
    @Field(.validate(Slot.checkLength))
    let length: Duration
    /// How much of it goes into setting up.
    @Field(.validate(Slot.checkSetup))
    var setup: Duration = .zero

    var end: Date { start.addingTimeInterval(TimeInterval(length.components.seconds)) }

    func overlaps(_ other: Slot) -> Bool { start < other.end && other.start < end }

    /// A rule over two fields.
    func check() throws(FieldProblem) {
        guard setup < length else { throw FieldProblem("must be shorter than the booking", at: "setup") }
    }

    private static func checkStart(_ start: Date) throws(FieldProblem) {
        guard start.timeIntervalSince1970.truncatingRemainder(dividingBy: 900) == 0 else {
            throw FieldProblem("must be on a quarter of an hour")
        }
    }

    private static func checkLength(_ length: Duration) throws(FieldProblem) {
        guard length >= .seconds(900), length <= .seconds(43_200) else {
            throw FieldProblem("must be from PT15M to PT12H")
        }
    }

    private static func checkSetup(_ setup: Duration) throws(FieldProblem) {
        guard setup >= .zero else { throw FieldProblem("must not be negative") }
    }
}
