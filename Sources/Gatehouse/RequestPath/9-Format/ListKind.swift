/// The lists that a server gives.
enum ListKind: UInt8, Sendable, Hashable {
    case tools, prompts, resources, templates
}
