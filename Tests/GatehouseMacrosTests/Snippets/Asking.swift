import GatehouseMacros

// snippet: asking
@Schemable
struct Journey {
    /// The day of departure.
    @Field(.format(.date)) let day: String
    /// First or second class.
    let comfort: Comfort
    /// What the conductor should know.
    @Field(.length(...80)) let note: String?
}

@Schemable
enum Comfort: String {
    case first, second
}

@Toolbox
struct Travel {
    /// Books a train.
    ///
    /// - Parameter destination: Where to.
    @Tool
    func bookTrain(destination: String, context: Context) async throws -> String {
        let answer = try await context.elicit("When shall we go to \(destination)?", as: Journey.self, key: "journey")
        guard let journey = answer.form else { return "Nothing was booked." }
        try await context.redeemOnce()
        return "Booked: \(destination), \(journey.day), \(journey.comfort.rawValue) class."
    }
}
// end

/// A shop that keeps what somebody wants for them.
struct Shop: Sendable {
    func reserve(_ item: String) async throws -> String { "order of \(item)" }

    static func order(_ item: String, from shop: Shop, _ context: Context) async throws -> String {
        // snippet: once
        let order = try await context.once("order") { try await shop.reserve(item) }
        // end
        return order
    }
}
