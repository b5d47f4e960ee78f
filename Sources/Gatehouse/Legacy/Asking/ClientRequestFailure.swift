/// A client could be asked, and did not answer with what was asked for.
///
/// Where a function lets it pass, the caller is told: it is the client's own doing.
public struct ClientRequestFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, in a sentence.
    public let description: String
    /// The code of the client's error, where it answered with one.
    public let code: Int?

    init(_ description: String, code: Int? = nil) {
        self.description = description
        self.code = code
    }
}

extension ClientRequestFailure {
    static let notReady = ClientRequestFailure(
        "the client cannot be asked yet: it must send notifications/initialized first")
    static let noStream = ClientRequestFailure(
        "the client cannot be asked: its request does not accept text/event-stream")
    static let gone = ClientRequestFailure("the client cannot be asked: its connection is closed")
    static let ended = ClientRequestFailure("the client's session ended before it answered")
    static let tooMany = ClientRequestFailure(
        "the client cannot be asked: it has \(LegacySession.maximumQuestions) unanswered requests already")
}
