import GatehouseJSON
import GatehouseProtocol

/// How a call reaches the client that made it. The revision decides by which one, and a function need not know.
protocol ClientLink: Sendable {
    /// What the client could not be asked yet: then the call's outcome is that input is required, whatever its function
    /// did with the error that stopped it.
    ///
    /// - Throws: ``Refusal`` where the call may not go on over another round.
    var unanswered: InputRequiredResult? { get throws(Refusal) }

    /// Asks for several things at once.
    ///
    /// - Returns: An answer for each question, of the kind that was asked for and valid.
    /// - Throws: ``MissingClientCapability`` where the client cannot be asked, and whatever ends the call meanwhile.
    func ask(_ questions: [Question]) async throws -> Answers

    /// Has an effect once, however often the function that has it runs for one call.
    func once(_ key: String, _ effect: @Sendable () async throws -> JSONValue) async throws -> JSONValue

    /// Lets the call go on, and every other one end that descends from the same first request.
    func redeem() async throws
}

extension ClientLink {
    /// Where a function runs once for a request, there is nothing to redeem.
    func redeem() async throws {}
}
