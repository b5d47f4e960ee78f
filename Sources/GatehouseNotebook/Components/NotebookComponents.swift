public import Gatehouse
import GatehouseJSON
import GatehouseProtocol

/// The notebook as an MCP server offers it: seven tools, two kinds of resource and two prompts on one store.
///
/// Reading asks for the permission `notes:read`, writing for `notes:write`, deleting for `notes:delete`. Every change is
/// recorded under the caller's subject.
public struct NotebookComponents: Sendable {
    /// What a model should know before it uses the notebook.
    public static let instructions = """
        A notebook that people and agents of one team share. Search before you create, so that a subject has one note. \
        Update with the version that you read; where somebody was faster, read again and merge. \
        Notes are Markdown; note://{id} reads one as a resource.
        """

    let store: NotebookStore

    public init(store: NotebookStore) {
        self.store = store
    }

    /// Everything that is to be registered.
    public var components: Components {
        Components(
            tools: readingTools + writingTools,
            prompts: [summarizeNotes, weeklyReview],
            resources: [recentChanges, note])
    }

    /// Lets what the notebook refuses reach the caller, and everything else only the log.
    func speaking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as NotebookError {
            throw ToolError(error.message, details: try? JSONValue(parsing: error.jsonBytes))
        }
    }
}

extension Access {
    static let read = Access.permission("notes:read")
    static let write = Access.permission("notes:write")
    static let delete = Access.permission("notes:delete")
}
