import GatehouseApplication
import GatehouseNotebook

extension Application {
    /// A notebook that a team and its agents share.
    static let notebook = Application(
        "gatehouse",
        title: "Gatehouse notebook",
        summary: "A server for the Model Context Protocol, with identity, permissions and limits.",
        instructions: Notebook.instructions,
        roles: [
            Role("reader", permissions: ["notes:read"]),
            Role("editor", permissions: ["notes:write"], inherits: ["reader"]),
            Role("admin", permissions: ["notes:delete"], inherits: ["editor"]),
        ]
    ) { launch in
        do {
            let store = try await NotebookStore.open(path: launch.dataFolder + "/" + NotebookStore.fileName)
            launch.onClose { try await store.close() }
            return Notebook(store: store).components
        } catch let failure as NotebookStorageFailure {
            throw ApplicationError(failure.message)
        }
    }
}
