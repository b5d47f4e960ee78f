/// The list of a caller's tasks, as cursors know it beside those of ``ListKind``.
enum TaskList: UInt8 {
    case own = 16
}
