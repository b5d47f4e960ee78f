/// Reads the text form of rate limits; the grammar stands at ``RateLimit``.
struct RateLimitParser {
    private let text: [UInt8]
    private var position = 0

    /// - Throws: ``RateLimitError`` where the text is longer than any list of limits needs to be.
    init(_ text: String) throws(RateLimitError) {
        guard text.utf8.count <= Self.longestText else {
            throw RateLimitError("A list of rate limits must not be longer than \(Self.longestText) bytes.")
        }
        self.text = Array(text.utf8)
    }

    static let longestText = 1_024
    static let mostLimits = 8

    mutating func limits() throws(RateLimitError) -> [RateLimit] {
        var limits = [try limit()]
        while let separator = peek() {
            guard Self.isSeparator(separator) else {
                throw unexpected("';' and another limit, 'burst' and a number, a strategy, or the end")
            }
            guard limits.count < Self.mostLimits else {
                throw RateLimitError("A list holds at most \(Self.mostLimits) rate limits.")
            }
            position += 1
            limits.append(try limit())
        }
        return limits
    }

    mutating func onlyLimit() throws(RateLimitError) -> RateLimit {
        let limit = try limit()
        guard peek() == nil else { throw unexpected("'burst' and a number, a strategy, or the end: one limit alone") }
        return limit
    }

    mutating func quotas() throws(RateLimitError) -> [Quota] {
        var quotas = [try quota()]
        while let separator = peek() {
            guard Self.isSeparator(separator) else { throw unexpected("';' and another quota, or the end") }
            guard quotas.count < Self.mostLimits else {
                throw RateLimitError("A list holds at most \(Self.mostLimits) quotas.")
            }
            position += 1
            quotas.append(try quota())
        }
        return quotas
    }

    mutating func onlyQuota() throws(RateLimitError) -> Quota {
        let quota = try quota()
        guard peek() == nil else { throw unexpected("the end: one quota alone") }
        return quota
    }

    private mutating func quota() throws(RateLimitError) -> Quota {
        let start = position
        let limit = try count("a number of requests, as in '1000/day'")
        try separator()
        _ = peek()
        let place = position
        let period: Quota.Period
        switch word(skipping: true) {
        case "day", "d": period = .day
        case "month": period = .month
        default:
            position = place
            throw unexpected("a period of the calendar: day or month")
        }
        do {
            return try Quota(limit, per: period)
        } catch {
            throw RateLimitError("\(error.description) It stands at byte \(start) of \(quoted).")
        }
    }

    private mutating func limit() throws(RateLimitError) -> RateLimit {
        let start = position
        let quota = try count("a number of requests, as in '60/minute'")
        try separator()
        let windowSeconds = try window()
        var burst: Int?
        var strategy: RateLimitStrategy?
        while true {
            let word = word(skipping: false)
            if word == "burst", burst == nil {
                _ = self.word(skipping: true)
                burst = try count("a number of requests after 'burst', as in 'burst 10'")
            } else if strategy == nil, let named = RateLimitStrategy.all.first(where: { $0.description == word }) {
                _ = self.word(skipping: true)
                strategy = named
            } else {
                break
            }
        }
        do {
            return try RateLimit(
                quota: quota, perSeconds: windowSeconds, burst: burst, strategy: strategy ?? .bucket)
        } catch {
            throw RateLimitError("\(error.description) It stands at byte \(start) of \(quoted).")
        }
    }

    private mutating func separator() throws(RateLimitError) {
        if peek() == UInt8(ascii: "/") {
            position += 1
        } else if word(skipping: true) != "per" {
            throw unexpected("'/' or 'per' after the number of requests")
        }
    }

    private mutating func window() throws(RateLimitError) -> Int {
        let number = peek().map(Self.isDigit) == true ? try count("a number") : 1
        let start = position
        guard let unit = RateLimitUnit(name: word(skipping: true)) else {
            position = start
            throw unexpected("a unit: second, minute, hour, day, week or month")
        }
        // A number has at most ten digits, so the product cannot overflow.
        return number * unit.seconds
    }

    private mutating func count(_ expected: String) throws(RateLimitError) -> Int {
        _ = peek()
        let start = position
        var number = 0
        while position < text.count, Self.isDigit(text[position]) {
            number = number * 10 + Int(text[position] - UInt8(ascii: "0"))
            position += 1
            guard position - start <= 10 else {
                position = start
                throw unexpected("a number from 1 to 1,000,000,000")
            }
        }
        guard position > start else { throw unexpected(expected) }
        return number
    }

    /// The letters that follow, in lower case; they stay unread where they are not skipped.
    private mutating func word(skipping: Bool) -> String {
        _ = peek()
        var end = position
        while end < text.count, Self.isLetter(text[end]) { end += 1 }
        let word = String(decoding: text[position..<end].map { $0 | 0x20 }, as: UTF8.self)
        if skipping { position = end }
        return word
    }

    /// The next byte that is not white space.
    private mutating func peek() -> UInt8? {
        while position < text.count, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
        return position < text.count ? text[position] : nil
    }

    private mutating func unexpected(_ expected: String) -> RateLimitError {
        let found = peek() == nil ? "the end" : "'\(visible(text[position...].prefix(16)))'"
        return RateLimitError("Expected \(expected), but found \(found) at byte \(position) of \(quoted).")
    }

    private var quoted: String {
        "\"\(visible(text.prefix(64)))\(text.count > 64 ? "…" : "")\""
    }

    private func visible(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "|")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
