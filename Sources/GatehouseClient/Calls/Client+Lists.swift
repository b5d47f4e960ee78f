import GatehouseJSON
public import GatehouseProtocol

/// Lists, page by page or all at once.
///
/// Pages are kept for as long as the server says they are fresh. A list is bounded by ``ClientLimits/maximumPages`` and
/// ``ClientLimits/maximumListEntries``.
extension Client {
    /// The tools that the caller may use, page by page.
    ///
    /// Over HTTP a tool is left out whose definition says wrongly which arguments header fields repeat.
    public var tools: ListedItems<WireTool> { ListedItems(connection: connection, kind: .tools) }

    /// The prompts, page by page.
    public var prompts: ListedItems<WirePrompt> { ListedItems(connection: connection, kind: .prompts) }

    /// The resources, page by page.
    public var resources: ListedItems<WireResource> { ListedItems(connection: connection, kind: .resources) }

    /// The templates of resources, page by page.
    public var resourceTemplates: ListedItems<ResourceTemplate> {
        ListedItems(connection: connection, kind: .resourceTemplates)
    }

    /// All tools that the caller may use.
    ///
    /// - Throws: ``ClientError``.
    public func listTools(freshness: RequestOptions.Freshness = .kept) async throws(ClientError) -> [WireTool] {
        try await all(.tools, freshness)
    }

    /// All prompts.
    ///
    /// - Throws: ``ClientError``.
    public func listPrompts(freshness: RequestOptions.Freshness = .kept) async throws(ClientError) -> [WirePrompt] {
        try await all(.prompts, freshness)
    }

    /// All resources.
    ///
    /// - Throws: ``ClientError``.
    public func listResources(
        freshness: RequestOptions.Freshness = .kept
    ) async throws(ClientError) -> [WireResource] {
        try await all(.resources, freshness)
    }

    /// All templates of resources.
    ///
    /// - Throws: ``ClientError``.
    public func listResourceTemplates(
        freshness: RequestOptions.Freshness = .kept
    ) async throws(ClientError) -> [ResourceTemplate] {
        try await all(.resourceTemplates, freshness)
    }

    /// All tools as the server describes them, for those who pass them on.
    package func toolDefinitions() async throws(ClientError) -> [JSONObject] {
        try await listItems(.tools, freshness: .kept).compactMap(\.objectValue)
    }

    private func all<Element: JSONDecodable>(
        _ kind: ListedKind,
        _ freshness: RequestOptions.Freshness
    ) async throws(ClientError) -> [Element] {
        var elements: [Element] = []
        for item in try await listItems(kind, freshness: freshness) {
            elements.append(try ListedEntry<Element>.read(item, of: kind.method))
        }
        return elements
    }

    /// Every entry of a list as it came.
    func listItems(
        _ kind: ListedKind,
        freshness: RequestOptions.Freshness
    ) async throws(ClientError) -> [JSONValue] {
        do throws(ClientError) {
            return try await read(kind, freshness)
        } catch {
            // A cursor that was kept may have become invalid; then every page is asked for anew
            // (server/utilities/caching, "Interaction with Pagination", 2026-07-28).
            guard error.code == .invalidParams, freshness == .kept, connection.cache.holds(kind.method) else {
                throw error
            }
            connection.cache.remove([kind.method])
            return try await read(kind, .asked)
        }
    }

    private func read(
        _ kind: ListedKind,
        _ freshness: RequestOptions.Freshness
    ) async throws(ClientError) -> [JSONValue] {
        var reader = PageReader(connection, kind, freshness)
        var items: [JSONValue] = []
        while !reader.isDone { items += try await reader.next() }
        return items
    }
}
