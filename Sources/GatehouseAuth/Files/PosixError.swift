#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A call to the operating system that failed.
struct PosixError: Error, Hashable, CustomStringConvertible {
    let code: Int32

    /// The failure of the call that was just made.
    static var last: PosixError { PosixError(code: errno) }

    /// The system's own words for it.
    var description: String { String(cString: strerror(code)) }
}
