#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the machine and the operating system say.
enum System {
    /// How many cores there are for the server.
    static var coreCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// The name of the user who started the process.
    static var userName: String {
        let name = ProcessInfo.processInfo.userName
        return name.isEmpty ? "local" : name
    }
}
