extension Server {
    /// Tells those who listen to a resource that it has changed and may have to be read again (server/resources,
    /// "Subscriptions", 2026-07-28).
    ///
    /// Call it after the change, as often as there are changes, from any thread: it neither waits nor fails. What changes
    /// many times in a row is told once in a while (``ServerOptions/Subscriptions/interval``). Only who may read the
    /// resource at that time is told; a URI that nobody listens to costs nothing.
    public func resourceUpdated(_ uri: String) {
        subscriptions.resourceUpdated(uri)
    }

    /// Ends the streams of notifications: each is told what waits for it, then its closing result, and new ones are
    /// refused. Everything else goes on.
    ///
    /// Transports do it before they wait for requests in flight (basic/patterns/subscriptions, "Graceful Closure",
    /// 2026-07-28). It does not wait itself.
    public func beginDraining() {
        subscriptions.beginDraining()
        eventStreams?.release()
    }
}
