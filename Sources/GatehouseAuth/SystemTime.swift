#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's clock, as far as tokens need it.
public enum SystemTime {
    /// The whole seconds since 1970.
    @Sendable public static func seconds() -> Int64 {
        Int64(time(nil))
    }
}
