#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Which signals a thread holds back.
enum SignalMask {
    /// Does something that no signal is held back for. A process inherits the mask of the thread that starts it, and the
    /// threads of the concurrent executor hold back nearly all: a server started there would never see SIGTERM.
    static func withNoneBlocked<Value>(_ body: () throws -> Value) rethrows -> Value {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try body()
    }
}
