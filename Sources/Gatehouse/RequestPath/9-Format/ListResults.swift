import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// The pages of all lists, each encoded once for everybody who sees the same of it.
///
/// A page depends on the state of its list, on the revision, on what the caller may use and on where it begins: that is
/// its key, so no caller can ever get a page that was made for another's permissions or of another state. Cursors are
/// sealed, so a page begins only where another one ended: callers cannot make up pages. A page that is not kept costs its
/// own length and one comparison of bits for each component that the caller may not see.
final class ListResults: Sendable {
    private struct Key: Hashable {
        let revision: ProtocolRevision
        let grants: AccessTable.Grants
        let place: UInt64
        let scope: CacheScope
    }

    private let cursors: CursorSealer
    private let meta: [UInt8]
    private let pageSize: Int
    private let timeToLive: Int
    /// The scope of lists that are the same for every caller.
    private let scope: CacheScope
    private let kept: Mutex<[ListKind: KeptPages<Key>]>

    init(cursors: CursorSealer, meta: [UInt8], pageSize: Int, timeToLive: Duration, scope: CacheScope) {
        self.cursors = cursors
        self.meta = meta
        self.pageSize = max(1, pageSize)
        self.timeToLive = timeToLive.timeToLive
        self.scope = scope
        // Callers with different permissions are few, but may be many. Tools are listed most, and are the largest.
        kept = Mutex([
            .tools: KeptPages(maximumPages: 1_024, maximumBytes: 32 * 1_024 * 1_024),
            .prompts: KeptPages(maximumPages: 512, maximumBytes: 8 * 1_024 * 1_024),
            .resources: KeptPages(maximumPages: 512, maximumBytes: 8 * 1_024 * 1_024),
            .templates: KeptPages(maximumPages: 512, maximumBytes: 8 * 1_024 * 1_024),
        ])
    }

    /// The result of a list request, encoded.
    func page(
        of snapshot: RegistrySnapshot,
        _ kind: ListKind,
        _ revision: ProtocolRevision,
        _ grants: AccessTable.Grants,
        after place: UInt64
    ) -> [UInt8] {
        let varies = snapshot.varyingLists.contains(kind)
        let key = Key(revision: revision, grants: grants, place: place, scope: varies ? .private : scope)
        switch kind {
        case .tools:
            return page(snapshot.tools, snapshot.table, kind, "tools", key) {
                $0.tool.listed(in: revision, versions: $1)
            }
        case .prompts:
            return page(snapshot.prompts, snapshot.table, kind, "prompts", key) {
                $0.prompt.listed(in: revision, versions: $1)
            }
        case .resources:
            return page(snapshot.resources, snapshot.table, kind, "resources", key) {
                $0.resource.listed(in: revision, versions: $1)
            }
        case .templates:
            return page(snapshot.templates, snapshot.table, kind, "resourceTemplates", key) {
                $0.resource.listedTemplate(in: revision, versions: $1)
            }
        }
    }

    private func page<Component>(
        _ list: ComponentList<Component>,
        _ table: AccessTable,
        _ kind: ListKind,
        _ name: StaticString,
        _ key: Key,
        _ wire: (Component, ListedVersions) -> some JSONEncodable
    ) -> [UInt8] {
        if let page = kept.withLock({ $0[kind]?.page(key, list.generation) }) { return page }
        let page = encode(list, table, kind, name, key, wire)
        kept.withLock { $0[kind]?.keep(page, key, list.generation) }
        return page
    }

    private func encode<Component>(
        _ list: ComponentList<Component>,
        _ table: AccessTable,
        _ kind: ListKind,
        _ name: StaticString,
        _ key: Key,
        _ wire: (Component, ListedVersions) -> some JSONEncodable
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        if key.revision.isModern { writer.member("resultType", ResultType.complete) }
        writer.name(literal: name)
        writer.beginArray()
        var last: UInt64?
        var next: String?
        var count = 0
        for group in list.groups(after: key.place) {
            guard let component = group.current, component.control.isListed(for: key.grants, in: table) else {
                continue
            }
            guard count < pageSize else {
                next = last.map { cursors.text($0, in: kind) }
                break
            }
            let versions = group.versions(for: key.grants, in: table)
            writer.value(wire(component, ListedVersions(component.version, versions)))
            last = group.order
            count += 1
        }
        writer.endArray()
        writer.member("nextCursor", ifPresent: next)
        if key.revision.isModern { writeHints(key.scope, to: &writer) }
        writer.endObject()
        return writer.bytes
    }

    /// All pages of a list have one scope (server/utilities/caching, "Interaction with Pagination", 2026-07-28): that of
    /// the whole list, whatever stands on the page.
    private func writeHints(_ scope: CacheScope, to writer: inout JSONWriter) {
        writer.member("ttlMs", timeToLive)
        writer.member("cacheScope", scope)
        writer.name(literal: "_meta")
        writer.raw(meta)
    }
}
