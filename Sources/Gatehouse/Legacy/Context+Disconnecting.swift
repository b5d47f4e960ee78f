extension Context {
    /// Closes the connection that the call came on, while the call goes on: the client comes back for the result after a
    /// time (basic/transports, "Sending Messages to the Server", 2025-11-25).
    ///
    /// For calls that take so long that connections should not be held open meanwhile. Does nothing where the client
    /// could not come back: before 2025-11-25, where events are not kept, and since 2026-07-28, which has tasks for it.
    ///
    /// - Parameter retry: How long the client should wait before it comes back.
    public func disconnect(retryAfter retry: Duration = .seconds(1)) {
        (link as? SessionLink)?.disconnect(retry: retry)
    }
}
