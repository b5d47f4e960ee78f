import GatehouseJSON
import GatehouseProtocol
import Logging

/// Reads a list page by page (server/utilities/pagination, 2026-07-28).
struct PageReader: Sendable {
    private let connection: Connection
    private let kind: ListedKind
    private let freshness: RequestOptions.Freshness
    private var cursor: String?
    private var cursors: Set<String> = []
    private var pages = 0
    private var entries = 0
    /// Whether every page has been read.
    private(set) var isDone = false

    init(_ connection: Connection, _ kind: ListedKind, _ freshness: RequestOptions.Freshness) {
        self.connection = connection
        self.kind = kind
        self.freshness = freshness
    }

    /// The entries of the next page.
    ///
    /// - Throws: ``ClientError``, with ``ClientError/Kind/endless`` for a list without end.
    mutating func next() async throws(ClientError) -> [JSONValue] {
        let limits = connection.options.limits
        guard pages < limits.maximumPages else {
            throw endless("it has more than \(limits.maximumPages) pages")
        }
        let params: JSONObject = cursor.map { ["cursor": .string($0)] } ?? [:]
        let options = RequestOptions(freshness: freshness)
        let page = try await connection.complete(Invocation(kind.method, params, options: options))
        guard let found = page[kind.member]?.arrayValue else {
            throw ClientError(
                JSONDecodingError(expected: "an array", found: page[kind.member]?.kind).under(kind.member),
                in: kind.method)
        }
        pages += 1
        entries += found.count
        guard entries <= limits.maximumListEntries else {
            throw endless("it has more than \(limits.maximumListEntries) entries")
        }
        cursor = page["nextCursor"]?.stringValue
        isDone = cursor == nil
        if let cursor, !cursors.insert(cursor).inserted { throw endless("a page leads back to an earlier one") }
        return kind == .tools ? usable(found) : found
    }

    private func endless(_ reason: String) -> ClientError {
        ClientError(.endless, "the server's list of \(kind.member) has no end: \(reason)")
    }

    /// The tools that may be used: over HTTP those whose definitions say rightly what header fields repeat
    /// (basic/transports/streamable-http, "Schema Extension", 2026-07-28).
    private func usable(_ tools: [JSONValue]) -> [JSONValue] {
        guard connection.revision.isModern, connection.transport.hasStreamPerRequest else { return tools }
        return tools.filter { tool in
            guard let problem = connection.tools.learn(tool) else { return true }
            connection.logger.warning(
                "a tool's definition is invalid, and the tool is left out",
                metadata: ["tool": "\(tool["name"]?.stringValue ?? "")", "reason": "\(problem)"])
            return false
        }
    }
}
