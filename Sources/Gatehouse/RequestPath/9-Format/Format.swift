import GatehouseJSON
import GatehouseProtocol

/// Step 9: writes what a request came to, in the words of the revision it was asked in.
///
/// What a revision does not know is not sent in it: `resultType`, cache hints and the server's name in `_meta` came with
/// 2026-07-28, structured content with 2025-06-18, and content of kinds that a client of the time could not read becomes
/// text.
struct Format: Sendable {
    private let lists: ListResults
    private let handshakes: Handshakes
    let cursors: CursorSealer
    /// The `_meta` of results that have none of their own, encoded.
    private let info: Implementation
    private let encodedServerMeta: [UInt8]

    init(info: Implementation, cursors: CursorSealer, options: ServerOptions) {
        self.info = info
        var writer = JSONWriter()
        writer.beginObject()
        writer.name(MetaKey.serverInfo)
        writer.value(info)
        writer.endObject()
        encodedServerMeta = writer.bytes
        lists = ListResults(
            cursors: cursors, meta: encodedServerMeta, pageSize: options.pageSize, timeToLive: options.listTimeToLive,
            scope: options.listCacheScope)
        handshakes = Handshakes(info, options, encodedServerMeta)
        self.cursors = cursors
    }

    /// What the server tells of itself, for everything that it may say of tasks.
    private struct Handshakes {
        let none: HandshakeResults
        let offered: HandshakeResults
        let offeredToAnyone: HandshakeResults

        init(_ info: Implementation, _ options: ServerOptions, _ meta: [UInt8]) {
            none = HandshakeResults(info: info, options: options, meta: meta)
            offered = HandshakeResults(info: info, options: options, meta: meta, tasks: .offered)
            offeredToAnyone = HandshakeResults(info: info, options: options, meta: meta, tasks: .offeredToAnyone)
        }
    }

    /// The reply to a request that was carried out.
    func callAsFunction(_ called: Called) -> Reply {
        let admitted = called.validated.admitted
        let request = admitted.authorized.routed.request
        var fields = admitted.fields
        if case .abandoned = called.outcome { return Reply(status: 499) }
        if case .initialize(let session) = called.outcome { fields.append(Reply.Field("Mcp-Session-Id", session.id)) }
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("id", request.id)
        writer.name(literal: "result")
        write(called.outcome, called.validated, to: &writer)
        writer.endObject()
        return Reply(status: 200, fields: fields, body: writer.bytes)
    }

    /// The reply to a request that a step refused.
    func refusal(_ refusal: Refusal, id: RequestID?) -> Reply {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("id", ifPresent: refusal.id ?? id)
        writer.member("error", refusal.error)
        writer.endObject()
        return Reply(status: refusal.status, fields: refusal.fields, body: writer.bytes)
    }

    private func write(
        _ outcome: Outcome,
        _ validated: Validated,
        to writer: inout JSONWriter
    ) {
        let authorized = validated.admitted.authorized
        let revision = authorized.routed.request.revision
        let snapshot = authorized.routed.snapshot
        switch outcome {
        case .tool(let outcome): write(outcome, revision, to: &writer)
        case .list(let kind, let place):
            writer.raw(lists.page(of: snapshot, kind, revision, authorized.grants, after: place))
        case .discover: writer.raw(handshake(authorized).discover(snapshot.offer))
        case .initialize(let session):
            writer.raw(handshake(authorized).initialize(session.revision, snapshot.offer))
        case .prompt(let prompt, let messages): write(prompt, messages, revision, to: &writer)
        case .resource(let resource, let uri, let content):
            // A result that depends on answers is no other request's (server/utilities/caching, "Cache Key").
            let timeToLive = validated.retry == nil ? resource.resource.options.timeToLive : .zero
            write(content, of: resource, at: uri, timeToLive, revision, to: &writer)
        case .inputRequired(let questions): write(questions, to: &writer)
        case .completion(let values):
            writer.beginObject()
            if revision.isModern { writer.member("resultType", ResultType.complete) }
            writer.member("completion", values.result)
            writeMeta(nil, revision, to: &writer)
            writer.endObject()
        case .task(let answer): write(answer, revision, to: &writer)
        case .ping, .done, .abandoned:
            writer.beginObject()
            writer.endObject()
        }
    }

    /// What the server tells this caller of itself.
    private func handshake(_ authorized: Authorized) -> HandshakeResults {
        let routed = authorized.routed
        guard routed.snapshot.offersTasks else { return handshakes.none }
        return routed.caller.principal.method == .anonymous ? handshakes.offeredToAnyone : handshakes.offered
    }

    func write(_ outcome: ToolOutcome, _ revision: ProtocolRevision, to writer: inout JSONWriter) {
        writer.beginObject()
        if revision.isModern { writer.member("resultType", ResultType.complete) }
        writer.name(literal: "content")
        writer.beginArray()
        for block in outcome.content { writer.value(block.readable(in: revision)) }
        writer.endArray()
        if let structured = outcome.structured, Self.carries(structured, revision) {
            writer.name(literal: "structuredContent")
            writer.raw(structured)
        }
        if outcome.isError { writer.member("isError", true) }
        writeMeta(outcome.meta, revision, to: &writer)
        writer.endObject()
    }

    /// Whether a revision has structured content of that kind: objects since 2025-06-18, any value since 2026-07-28.
    private static func carries(_ structured: [UInt8], _ revision: ProtocolRevision) -> Bool {
        revision.isModern
            || revision >= .v2025_06_18 && structured.first(where: { $0 > 0x20 }) == UInt8(ascii: "{")
    }

    private func write(
        _ prompt: RegisteredPrompt,
        _ messages: [PromptMessage],
        _ revision: ProtocolRevision,
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        if revision.isModern { writer.member("resultType", ResultType.complete) }
        writer.member("description", prompt.prompt.description)
        writer.name(literal: "messages")
        writer.beginArray()
        for message in messages {
            writer.value(PromptMessage(role: message.role, content: message.content.readable(in: revision)))
        }
        writer.endArray()
        writeMeta(nil, revision, to: &writer)
        writer.endObject()
    }

    private func write(
        _ content: Resource.Content,
        of resource: RegisteredResource,
        at uri: String,
        _ timeToLive: Duration,
        _ revision: ProtocolRevision,
        to writer: inout JSONWriter
    ) {
        let mimeType = content.mimeType ?? resource.resource.options.mimeType
        let contents: ResourceContents =
            switch content.value {
            case .text(let text): .text(TextResourceContents(uri: uri, mimeType: mimeType, text: text))
            case .bytes(let bytes): .blob(BlobResourceContents(uri: uri, mimeType: mimeType, bytes: bytes))
            }
        writer.beginObject()
        if revision.isModern {
            writer.member("resultType", ResultType.complete)
            writer.member("ttlMs", timeToLive.timeToLive)
            writer.member("cacheScope", resource.cacheScope)
        }
        writer.member("contents", [contents])
        writeMeta(nil, revision, to: &writer)
        writer.endObject()
    }

    /// What the client is asked for. It has no cache hints (server/utilities/caching, 2026-07-28).
    private func write(_ questions: InputRequiredResult, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resultType", ResultType.inputRequired)
        writer.member("inputRequests", ifPresent: questions.inputRequests)
        writer.member("requestState", ifPresent: questions.requestState)
        writeMeta(questions.meta, .latest, to: &writer)
        writer.endObject()
    }

    func writeMeta(_ meta: JSONObject?, _ revision: ProtocolRevision, to writer: inout JSONWriter) {
        guard revision.isModern else {
            writer.member("_meta", ifPresent: meta)
            return
        }
        writer.name(literal: "_meta")
        guard let meta else {
            writer.raw(encodedServerMeta)
            return
        }
        writer.beginObject()
        for member in meta where member.name != MetaKey.serverInfo {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.name(MetaKey.serverInfo)
        writer.value(info)
        writer.endObject()
    }
}
