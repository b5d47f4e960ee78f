#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One of the process's two output streams, written without a buffer of its own.
struct StandardStream: Sendable {
    /// What a command was asked for.
    static let output = StandardStream(descriptor: 1)
    /// Everything else.
    static let error = StandardStream(descriptor: 2)

    private let descriptor: Int32

    /// Whether a person is looking at it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes a text. A stream that nobody reads any more swallows it.
    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let address = rest.baseAddress, !rest.isEmpty {
                #if canImport(Glibc)
                    let written = Glibc.write(descriptor, address, rest.count)
                #elseif canImport(Musl)
                    let written = Musl.write(descriptor, address, rest.count)
                #else
                    let written = Darwin.write(descriptor, address, rest.count)
                #endif
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
            }
        }
    }
}
