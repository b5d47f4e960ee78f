import GatehouseJSON
import GatehouseProtocol

/// The results of `server/discover` and `initialize`, encoded once for everything that a server may offer: they are the
/// same for every caller.
struct HandshakeResults: Sendable {
    private struct Results: Sendable {
        /// The result of `server/discover` (server/discover, 2026-07-28).
        let discover: [UInt8]
        let initialize: [ProtocolRevision: [UInt8]]
    }

    private let announcesChanges: Bool
    private let results: [ServerOffer: Results]

    init(info: Implementation, options: ServerOptions, meta: [UInt8], tasks: TaskOffer = .none) {
        announcesChanges = options.announcesListChanges
        var results: [ServerOffer: Results] = [:]
        for rawValue in 0...ComponentKinds.all.rawValue {
            for completes in [false, true] {
                let offer = ServerOffer(kinds: ComponentKinds(rawValue: rawValue), completes: completes)
                let capabilities = Capabilities(offer: offer, announcesChanges: announcesChanges)
                var initialize: [ProtocolRevision: [UInt8]] = [:]
                for revision in ProtocolRevision.legacy {
                    let declared = tasks.added(to: capabilities.declared(in: revision), in: revision)
                    initialize[revision] = Self.initialize(info, declared, options.instructions, revision)
                }
                let declared = tasks.added(to: capabilities.declared(in: .latest), in: .latest)
                results[offer] = Results(
                    discover: Self.discover(declared, options, meta), initialize: initialize)
            }
        }
        self.results = results
    }

    /// The result of `server/discover` of a server that offers so much.
    func discover(_ offer: ServerOffer) -> [UInt8] {
        results[declared(offer)]?.discover ?? Array("{}".utf8)
    }

    /// The result of `initialize` that agrees on a revision, of a server that offers so much.
    func initialize(_ revision: ProtocolRevision, _ offer: ServerOffer) -> [UInt8] {
        results[declared(offer)]?.initialize[revision] ?? Array("{}".utf8)
    }

    /// A server that announces changes declares every kind: what it has none of may come later, and a client that was
    /// told of no such capability would not listen for it.
    private func declared(_ offer: ServerOffer) -> ServerOffer {
        ServerOffer(kinds: announcesChanges ? .all : offer.kinds, completes: offer.completes)
    }

    private static func discover(
        _ capabilities: ServerCapabilities,
        _ options: ServerOptions,
        _ meta: [UInt8]
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("resultType", ResultType.complete)
        writer.member("supportedVersions", ProtocolRevision.all.reversed().map(\.text))
        writer.member("capabilities", capabilities)
        writer.member("instructions", ifPresent: options.instructions)
        writer.member("ttlMs", options.listTimeToLive.timeToLive)
        // Where guards keep some callers from asking, nobody is answered for another.
        writer.member("cacheScope", options.guards.isEmpty ? options.listCacheScope : .private)
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
