import Dispatch

#if canImport(Glibc)
    import Glibc
#endif

/// Gives memory back to the system after many connections have closed.
///
/// glibc keeps what is freed in the middle of its heap until it is asked; other allocators need no asking.
struct HeapTrim {
    /// Fewer connections than this leave nothing worth the walk over the heap.
    static let worthwhile = 512

    private var peak = 0
    /// Whether what the last connections leave is still to be given back.
    private var hasTrimmed = false

    /// Notes a new connection.
    mutating func opened(_ count: Int) {
        peak = max(peak, count)
    }

    /// Notes a closed connection, and trims the heap when a quarter is left of the most there were, and after the last.
    mutating func closed(_ count: Int) {
        guard isDue(count) else { return }
        #if canImport(Glibc)
            // Tasks that served the last connections end behind these, and give their memory back only then.
            for delay in [DispatchTimeInterval.seconds(0), .seconds(1)] {
                DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + delay) { Self.trim() }
            }
        #endif
    }

    #if canImport(Glibc)
        /// Calls `malloc_trim`, which Swift's module of the C library leaves out, by its name.
        private static func trim() {
            guard let symbol = dlsym(nil, "malloc_trim") else { return }
            typealias MallocTrim = @convention(c) (Int) -> CInt
            _ = unsafeBitCast(symbol, to: MallocTrim.self)(0)
        }
    #endif

    /// Whether so many have closed that it is time; if so, counting begins anew.
    mutating func isDue(_ count: Int) -> Bool {
        let isWorthwhile = peak >= Self.worthwhile && count <= peak / 4
        guard isWorthwhile || count == 0 && hasTrimmed else { return false }
        peak = count
        hasTrimmed = count > 0
        return true
    }
}
