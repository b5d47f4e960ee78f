#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's clock, as far as times in tokens and sealed state need it.
public enum SystemTime {
    /// The milliseconds since 1970.
    @Sendable public static func milliseconds() -> Int64 { Instant.milliseconds() }

    /// The nanoseconds since some moment of the past, on a clock that nobody sets and that also runs while the machine
    /// sleeps.
    @Sendable static func continuousNanoseconds() -> Int64 {
        var now = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &now)
        #else
            clock_gettime(CLOCK_MONOTONIC, &now)
        #endif
        return Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec)
    }

    /// The whole seconds on that clock.
    @Sendable package static func continuousSeconds() -> Int64 { continuousNanoseconds() / 1_000_000_000 }

    /// The whole seconds since 1970.
    ///
    /// The clock is read to the nanosecond: `time()` may lag behind it by a tick of the kernel, and a token that was
    /// issued just now on the same machine would come from the future.
    @Sendable public static func seconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec)
    }
}
