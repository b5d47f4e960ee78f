import GatehouseJSON
import GatehouseProtocol

/// A function cannot go on before its user has visited pages, as to sign in somewhere.
///
/// A client of revision 2025-11-25 gets error -32042 with the pages, and calls again once they were visited; it is told of
/// that by ``Server/elicitationCompleted(_:)`` (client/elicitation, "URL Elicitation Required Error", 2025-11-25). A client
/// of 2026-07-28 is asked to visit them, as with ``Context/elicit(_:url:key:)``, and calls again as well.
public struct URLElicitationRequired: Error, Sendable, Hashable {
    /// A page to visit.
    public struct Page: Sendable, Hashable {
        /// What the visit's end is told by; unique, and hard to guess.
        public let id: String
        /// Why the visit is needed, for a person.
        public let message: String
        /// The page: https, but for this machine's own addresses.
        public let url: String

        public init(id: String, message: String, url: String) {
            self.id = id
            self.message = message
            self.url = url
        }
    }

    /// The pages, one at least.
    public let pages: [Page]

    public init(_ pages: [Page]) {
        self.pages = pages
    }
}

extension URLElicitationRequired {
    /// The error that a session's client gets.
    var refusal: Refusal {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("elicitations", params)
        writer.endObject()
        let error = JSONRPCError(
            .urlElicitationRequired, "The user must visit a page before this can go on",
            data: try? JSONValue(parsing: writer.bytes))
        return Refusal(.call, status: 200, error: error)
    }

    /// The pages as a client of 2026-07-28 is asked to visit them.
    var questions: InputRequiredResult {
        let requests = pages.map { page in
            (page.id, InputRequest.elicit(ElicitRequest(params: .url(.init(message: page.message, url: page.url)))))
        }
        return InputRequiredResult(inputRequests: Dictionary(requests) { $1 })
    }

    private var params: [ElicitRequestURLParams] {
        pages.map { ElicitRequestURLParams(message: $0.message, url: $0.url, elicitationId: $0.id) }
    }
}

extension Call {
    /// What a call comes to whose user has to visit pages first.
    func outcome(of error: URLElicitationRequired, _ job: Runner.Job) throws(Refusal) -> Outcome? {
        let client = (try? ClientCapabilities(json: job.request.clientCapabilities.value)) ?? ClientCapabilities()
        guard client.elicitation?.supportsURL == true else { return nil }
        guard !job.request.revision.isModern else { return .inputRequired(error.questions) }
        guard case .session(let session) = job.request.era, session.revision >= .v2025_11_25 else { return nil }
        for page in error.pages { session.surroundings?.elicitations.note(page.id, session) }
        throw error.refusal
    }
}

extension Server {
    /// Tells the client that was sent to a page, and no other, that the visit is over (client/elicitation, "Completion
    /// Notifications for URL Mode Elicitation", 2025-11-25).
    ///
    /// An id that is unknown, or was told already, and a client that is gone are ignored.
    ///
    /// - Parameter id: The id of the page, as ``URLElicitationRequired/Page/id`` or
    ///   ``Question/page(_:url:id:key:)`` had it.
    public func elicitationCompleted(_ id: String) async {
        guard let session = sessions.elicitations.take(id) else { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("method", Method.elicitationComplete)
        writer.name(literal: "params")
        writer.beginObject()
        writer.member("elicitationId", id)
        writer.endObject()
        writer.endObject()
        await session.tell(writer.bytes)
    }
}
