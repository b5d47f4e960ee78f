import GatehouseJSON
import GatehouseProtocol

extension Tool {
    /// The tool as a list of a revision has it: annotations since 2025-03-26, titles, output schemas and `_meta` since
    /// 2025-06-18, icons since 2025-11-25.
    func listed(in revision: ProtocolRevision, versions: ListedVersions) -> WireTool {
        WireTool(
            name: name,
            title: revision >= .v2025_06_18 ? options.title : nil,
            description: description,
            inputSchema: inputSchema,
            outputSchema: outputSchema(in: revision),
            annotations: revision >= .v2025_03_26 ? options.annotations : nil,
            execution: revision == .v2025_11_25 ? options.task.execution : nil,
            icons: revision >= .v2025_11_25 ? options.icons : nil,
            meta: revision >= .v2025_06_18 ? versions.added(to: options.meta) : nil)
    }

    /// The output schema where the revision has such: of objects since 2025-06-18, of any value since 2026-07-28.
    private func outputSchema(in revision: ProtocolRevision) -> JSONValue? {
        let isCarried = revision.isModern || revision >= .v2025_06_18 && outputSchema?["type"] == "object"
        guard isCarried else { return nil }
        return outputSchema
    }
}

extension Prompt {
    /// The prompt as a list of a revision has it.
    func listed(in revision: ProtocolRevision, versions: ListedVersions) -> WirePrompt {
        WirePrompt(
            name: name,
            title: revision >= .v2025_06_18 ? options.title : nil,
            description: description,
            arguments: arguments.map { argument in
                PromptArgument(
                    name: argument.name,
                    title: revision >= .v2025_06_18 ? argument.title : nil,
                    description: argument.description,
                    required: argument.required)
            },
            icons: revision >= .v2025_11_25 ? options.icons : nil,
            meta: revision >= .v2025_06_18 ? versions.added(to: options.meta) : nil)
    }
}

extension Resource {
    /// The resource as a list of a revision has it.
    func listed(in revision: ProtocolRevision, versions: ListedVersions) -> WireResource {
        WireResource(
            uri: uri,
            name: name,
            title: revision >= .v2025_06_18 ? options.title : nil,
            description: options.description,
            mimeType: options.mimeType,
            icons: revision >= .v2025_11_25 ? options.icons : nil,
            meta: revision >= .v2025_06_18 ? versions.added(to: options.meta) : nil)
    }

    /// The family of resources as a list of a revision has it.
    func listedTemplate(in revision: ProtocolRevision, versions: ListedVersions) -> ResourceTemplate {
        ResourceTemplate(
            uriTemplate: uri,
            name: name,
            title: revision >= .v2025_06_18 ? options.title : nil,
            description: options.description,
            mimeType: options.mimeType,
            icons: revision >= .v2025_11_25 ? options.icons : nil,
            meta: revision >= .v2025_06_18 ? versions.added(to: options.meta) : nil)
    }
}
