import GRDB

/// Lets SQLite's full-text engine cut text into words with ``WordScanner``.
///
/// Its own `unicode61` removes accents from Latin letters only, cuts words at the vowel signs of Indic and Thai, and
/// takes a Chinese or Japanese sentence for one word; the `trigram` tokenizer cannot find words of two characters,
/// which most Chinese words are.
final class NotebookTokenizer: FTS5CustomTokenizer {
    static let name = "gatehouse"

    init(db: Database, arguments: [String]) {}

    func tokenize(
        context: UnsafeMutableRawPointer?,
        tokenization: FTS5Tokenization,
        pText: UnsafePointer<CChar>?,
        nText: CInt,
        tokenCallback: @escaping FTS5TokenCallback
    ) -> CInt {
        guard let pText, nText > 0 else { return Self.success }
        let text = UnsafeBufferPointer(
            start: UnsafeRawPointer(pText).assumingMemoryBound(to: UInt8.self), count: Int(nText))
        var status = Self.success
        WordScanner.scan(text) { word, range, _ in
            word.withMemoryRebound(to: CChar.self) { characters in
                status = tokenCallback(
                    context,
                    0,
                    characters.baseAddress,
                    CInt(characters.count),
                    CInt(range.lowerBound),
                    CInt(range.upperBound)
                )
            }
            return status == Self.success
        }
        return status
    }

    /// `SQLITE_OK`.
    private static let success: CInt = 0
}
