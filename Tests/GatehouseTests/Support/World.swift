import Gatehouse

/// A server that uses everything, and a way to ask it in a revision.
struct World {
    let server: Server
    let revision: ProtocolRevision
    var session: String?

    init(_ revision: ProtocolRevision) async throws {
        server = try Server(
            info: Implementation(
                name: "n", title: "t", version: "1", description: "d", websiteUrl: "https://example.com",
                icons: [Icon(src: "https://example.com/i.png")]),
            components: RichSamples.components, authenticator: TestCallers(), logger: LogLines().logger())
        self.revision = revision
        if !revision.isModern { session = await server.openSession(revision.text) }
    }

    func result(_ method: String, _ params: JSONObject = [:]) async -> JSONValue {
        let ask = revision.isModern ? Ask.modern(method, params) : .legacy(method, params, session: session)
        return await server.answer(ask).result ?? .null
    }
}
