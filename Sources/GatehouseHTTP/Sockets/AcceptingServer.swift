import HummingbirdCore

/// What binds or takes over sockets, accepts connections and closes them all.
protocol AcceptingServer: Sendable {
    /// Accepts connections until it is shut down.
    func run() async throws
    /// Accepts no more connections, and closes those that are left.
    func shutdownGracefully() async throws
}

extension HummingbirdCore.Server: AcceptingServer where ChildChannel == ConnectionSetup {}
