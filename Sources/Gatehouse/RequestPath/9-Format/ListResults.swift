import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// The pages of all lists, each encoded once for everybody who sees the same of it.
///
/// A page depends on the revision, on what the caller may use and on where it begins: that is its key, so no caller can
/// ever get a page that was made for another's permissions.
final class ListResults: Sendable {
    private struct Key: Hashable {
        let kind: ListKind
        let revision: ProtocolRevision
        let grants: AccessTable.Grants
        let start: Int
    }

    private struct Kept {
        var pages: [Key: [UInt8]] = [:]
        var bytes = 0
    }

    /// How many bytes of pages are kept. Callers with different permissions are few, but any of them may ask for pages
    /// that begin anywhere.
    private static let maximumBytes = 32 * 1_024 * 1_024
    /// How many pages are kept, however small.
    private static let maximumPages = 1_024

    private let registry: Registry
    private let meta: [UInt8]
    private let pageSize: Int
    private let timeToLive: Int
    private let kept = Mutex(Kept())

    init(registry: Registry, meta: [UInt8], pageSize: Int, timeToLive: Duration) {
        self.registry = registry
        self.meta = meta
        self.pageSize = max(1, pageSize)
        self.timeToLive = timeToLive.timeToLive
    }

    /// The result of a list request, encoded.
    func page(
        _ kind: ListKind,
        _ revision: ProtocolRevision,
        _ grants: AccessTable.Grants,
        from start: Int
    ) -> [UInt8] {
        let key = Key(kind: kind, revision: revision, grants: grants, start: start)
        if let page = kept.withLock({ $0.pages[key] }) { return page }
        let page = encode(key)
        kept.withLock { kept in
            if kept.pages.count >= Self.maximumPages || kept.bytes + page.count > Self.maximumBytes { kept = Kept() }
            if kept.pages.updateValue(page, forKey: key) == nil { kept.bytes += page.count }
        }
        return page
    }

    private func encode(_ key: Key) -> [UInt8] {
        switch key.kind {
        case .tools:
            encode(key, "tools", registry.tools, \.requirement) { $0.tool.listed(in: key.revision) }
        case .prompts:
            encode(key, "prompts", registry.prompts, \.requirement) { $0.prompt.listed(in: key.revision) }
        case .resources:
            encode(key, "resources", registry.resources, \.requirement) { $0.resource.listed(in: key.revision) }
        case .templates:
            encode(key, "resourceTemplates", registry.templates, \.requirement) {
                $0.resource.listedTemplate(in: key.revision)
            }
        }
    }

    private func encode<Component>(
        _ key: Key,
        _ name: StaticString,
        _ components: [Component],
        _ requirement: (Component) -> AccessTable.Grants,
        _ wire: (Component) -> some JSONEncodable
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        if key.revision.isModern { writer.member("resultType", ResultType.complete) }
        writer.name(literal: name)
        writer.beginArray()
        var next: Int?
        var count = 0
        for position in components.indices.dropFirst(key.start)
        where key.grants.satisfy(requirement(components[position])) {
            guard count < pageSize else {
                next = position
                break
            }
            writer.value(wire(components[position]))
            count += 1
        }
        writer.endArray()
        writer.member("nextCursor", ifPresent: next.map(ListCursor.text))
        if key.revision.isModern { writeHints(to: &writer) }
        writer.endObject()
        return writer.bytes
    }

    /// The lists are filtered by caller, so nobody may share them.
    private func writeHints(to writer: inout JSONWriter) {
        writer.member("ttlMs", timeToLive)
        writer.member("cacheScope", CacheScope.private)
        writer.name(literal: "_meta")
        writer.raw(meta)
    }
}
