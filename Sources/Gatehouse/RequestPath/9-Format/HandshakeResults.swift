import GatehouseJSON
import GatehouseProtocol

/// The results of `server/discover` and `initialize`, encoded once for each set of kinds that a server may offer: they
/// are the same for every caller.
struct HandshakeResults: Sendable {
    private struct Results: Sendable {
        /// The result of `server/discover` (server/discover, 2026-07-28).
        let discover: [UInt8]
        let initialize: [ProtocolRevision: [UInt8]]
    }

    private let announcesChanges: Bool
    private let results: [ComponentKinds: Results]

    init(info: Implementation, options: ServerOptions, meta: [UInt8], tasks: TaskOffer = .none) {
        announcesChanges = options.announcesListChanges
        var results: [ComponentKinds: Results] = [:]
        for rawValue in 0...ComponentKinds.all.rawValue {
            let kinds = ComponentKinds(rawValue: rawValue)
            var initialize: [ProtocolRevision: [UInt8]] = [:]
            for revision in ProtocolRevision.legacy {
                let capabilities = Self.capabilities(kinds, announcesChanges: announcesChanges, revision)
                initialize[revision] = Self.initialize(
                    info, tasks.added(to: capabilities, in: revision), options.instructions, revision)
            }
            let capabilities = Self.capabilities(kinds, announcesChanges: announcesChanges, .latest)
            let discover = Self.discover(
                tasks.added(to: capabilities, in: .latest), options.instructions, meta, options.listTimeToLive)
            results[kinds] = Results(discover: discover, initialize: initialize)
        }
        self.results = results
    }

    /// The result of `server/discover` of a server that has components of some kinds.
    func discover(_ kinds: ComponentKinds) -> [UInt8] {
        results[offered(kinds)]?.discover ?? Array("{}".utf8)
    }

    /// The result of `initialize` that agrees on a revision, of a server that has components of some kinds.
    func initialize(_ revision: ProtocolRevision, _ kinds: ComponentKinds) -> [UInt8] {
        results[offered(kinds)]?.initialize[revision] ?? Array("{}".utf8)
    }

    /// A server that announces changes declares every kind: what it has none of may come later, and a client that was
    /// told of no such capability would not listen for it.
    private func offered(_ kinds: ComponentKinds) -> ComponentKinds { announcesChanges ? .all : kinds }

    private static func capabilities(
        _ kinds: ComponentKinds,
        announcesChanges: Bool,
        _ revision: ProtocolRevision
    ) -> ServerCapabilities {
        let listChanged: Bool? = announcesChanges ? true : nil
        let subscribe: Bool? = revision.isModern ? true : nil
        return ServerCapabilities(
            tools: kinds.contains(.tools) ? .init(listChanged: listChanged) : nil,
            resources: kinds.contains(.resources) ? .init(subscribe: subscribe, listChanged: listChanged) : nil,
            prompts: kinds.contains(.prompts) ? .init(listChanged: listChanged) : nil)
    }

    private static func discover(
        _ capabilities: ServerCapabilities,
        _ instructions: String?,
        _ meta: [UInt8],
        _ timeToLive: Duration
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("resultType", ResultType.complete)
        writer.member("supportedVersions", ProtocolRevision.all.reversed().map(\.text))
        writer.member("capabilities", capabilities)
        writer.member("instructions", ifPresent: instructions)
        writer.member("ttlMs", timeToLive.timeToLive)
        writer.member("cacheScope", CacheScope.public)
        writer.name(literal: "_meta")
        writer.raw(meta)
        writer.endObject()
        return writer.bytes
    }

    private static func initialize(
        _ info: Implementation,
        _ capabilities: ServerCapabilities,
        _ instructions: String?,
        _ revision: ProtocolRevision
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("protocolVersion", revision.text)
        writer.member("capabilities", capabilities)
        writer.member("serverInfo", info.known(in: revision))
        writer.member("instructions", ifPresent: instructions)
        writer.endObject()
        return writer.bytes
    }
}

extension Implementation {
    /// The server's name with the members that a revision knows: a title since 2025-06-18, icons and a website since
    /// 2025-11-25.
    func known(in revision: ProtocolRevision) -> Implementation {
        Implementation(
            name: name,
            title: revision >= .v2025_06_18 ? title : nil,
            version: version,
            description: revision >= .v2025_11_25 ? description : nil,
            websiteUrl: revision >= .v2025_11_25 ? websiteUrl : nil,
            icons: revision >= .v2025_11_25 ? icons : nil)
    }
}

extension Duration {
    /// The value of `ttlMs`, which is never negative (server/utilities/caching, 2026-07-28).
    var timeToLive: Int { Int(clamping: max(0, wholeMilliseconds)) }
}
