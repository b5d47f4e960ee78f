import GatehouseMacros

// snippet: struct
/// Something that somebody has to do.
@Schemable
struct Ticket {
    @Field(.length(1...120)) let title: String
    /// From 1, which can wait, to 5.
    @Field(.range(1...5)) var urgency: Int = 3
    /// The day by which it has to be done.
    @Field(.format(.date)) var due: String?
    @Field(.count(...10), .unique) var labels: [String] = []
}
// end

// snippet: enum
@Schemable
enum TicketState: String {
    /// Nobody has begun.
    case new
    case active
    case done
}
// end

// snippet: union
@Schemable(discriminator: "kind")
enum Reminder {
    /// On one day.
    ///
    /// - Parameter day: The day.
    case once(day: String)
    case daily(hour: Int)
    case never
}
// end

// snippet: fields-together
@Schemable
struct Period: SelfChecking {
    @Field(.format(.date)) let from: String
    @Field(.format(.date)) let to: String

    func check() throws(FieldProblem) {
        guard from <= to else { throw FieldProblem("must not be before from", at: "to") }
    }
}
// end

// snippet: rule-in-swift
@Schemable
struct Batch {
    @Field(.validate { (value: Int) throws(FieldProblem) in try Batch.checkEven(value) }) var size: Int?

    static func checkEven(_ value: Int) throws(FieldProblem) {
        guard value.isMultiple(of: 2) else { throw FieldProblem("must be even") }
    }
}
// end
