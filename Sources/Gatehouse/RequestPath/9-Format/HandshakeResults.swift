import GatehouseJSON
import GatehouseProtocol

/// The results of `server/discover` and `initialize`, encoded once: they are the same for every caller.
struct HandshakeResults: Sendable {
    /// The result of `server/discover` (server/discover, 2026-07-28).
    let discover: [UInt8]
    private let initializeByRevision: [ProtocolRevision: [UInt8]]

    init(info: Implementation, registry: Registry, instructions: String?, meta: [UInt8], timeToLive: Duration) {
        let capabilities = ServerCapabilities(
            tools: registry.tools.isEmpty ? nil : .init(),
            resources: registry.resources.isEmpty && registry.templates.isEmpty ? nil : .init(),
            prompts: registry.prompts.isEmpty ? nil : .init())
        discover = Self.discover(capabilities, instructions, meta, timeToLive)
        var results: [ProtocolRevision: [UInt8]] = [:]
        for revision in ProtocolRevision.legacy {
            results[revision] = Self.initialize(info, capabilities, instructions, revision)
        }
        initializeByRevision = results
    }

    /// The result of `initialize` that agrees on a revision.
    func initialize(_ revision: ProtocolRevision) -> [UInt8] {
        initializeByRevision[revision] ?? Array("{}".utf8)
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
