/// The names of the extension `io.modelcontextprotocol/tasks`.
enum TaskExtension {
    static let identifier = "io.modelcontextprotocol/tasks"
    static let get = "tasks/get"
    static let update = "tasks/update"
    static let cancel = "tasks/cancel"
    static let notification = "notifications/tasks"
}
