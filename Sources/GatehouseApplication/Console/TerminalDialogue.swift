import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Talks with whoever sits at the terminal: questions go to the error stream, since the output may go elsewhere.
struct TerminalDialogue: Sendable {
    let write: @Sendable (String) -> Void
    let readLine: @Sendable () async -> String?

    /// The process's own terminal.
    static let standard = TerminalDialogue(
        write: { StandardStream.error.write($0) },
        readLine: {
            // Reading waits for a person, which is no work for the threads that everything else runs on.
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: Swift.readLine()) }
            }
        })

    /// Asks for a line.
    ///
    /// - Returns: The line without white space around it; nothing at the end of the input.
    func ask(_ question: String) async -> String? {
        write(question)
        guard let line = await readLine() else {
            write("\n")
            return nil
        }
        var trimmed = line.drop(while: \.isWhitespace)
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        return String(trimmed)
    }
}

/// The process's standard input.
enum StandardInput {
    /// Whether a person sits at it.
    static var isTerminal: Bool { isatty(0) == 1 }
}
