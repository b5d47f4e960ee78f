import Testing

@testable import Gatehouse

@Suite("The text of rate limits")
struct RateLimitTests {
    @Test(
        "A text that is no limit is refused, with what is wrong, where, and what would be right",
        arguments: [
            ("", "Expected a number of requests, as in '60/minute', but found the end at byte 0 of \"\"."),
            ("fast", "Expected a number of requests, as in '60/minute', but found 'fast' at byte 0 of \"fast\"."),
            ("-1/s", "Expected a number of requests, as in '60/minute', but found '-1/s' at byte 0 of \"-1/s\"."),
            ("60", "Expected '/' or 'per' after the number of requests, but found the end at byte 2 of \"60\"."),
            (
                "60 minute",
                "Expected '/' or 'per' after the number of requests, but found the end at byte 9 of \"60 minute\"."
            ),
            (
                "60/",
                "Expected a unit: second, minute, hour, day, week or month, but found the end at byte 3 of \"60/\"."
            ),
            (
                "60/year",
                "Expected a unit: second, minute, hour, day, week or month, but found 'year' at byte 3 of \"60/year\"."
            ),
            (
                "60/minute burst",
                "Expected a number of requests after 'burst', as in 'burst 10', but found the end at byte 15 of "
                    + "\"60/minute burst\"."
            ),
            (
                "60/minute bust 3",
                "Expected ';' and another limit, 'burst' and a number, a strategy, or the end, but found 'bust 3' at "
                    + "byte 10 of "
                    + "\"60/minute bust 3\"."
            ),
            (
                "60/minute;",
                "Expected a number of requests, as in '60/minute', but found the end at byte 10 of \"60/minute;\"."
            ),
            ("\u{1B}[2J", "Expected a number of requests, as in '60/minute', but found '?[2J' at byte 0 of \"?[2J\"."),
            ("60.5/s", "Expected '/' or 'per' after the number of requests, but found '.5/s' at byte 2 of \"60.5/s\"."),
            (
                "99999999999/s",
                "Expected a number from 1 to 1,000,000,000, but found '99999999999/s' at byte 0 of \"99999999999/s\"."
            ),
            (
                "0/second",
                "A rate limit's quota must be from 1 to 1,000,000,000, but is 0. It stands at byte 0 of \"0/second\"."
            ),
            (
                "5/s; 5/s burst 0",
                "A rate limit's burst must be from 1 to 1,000,000,000, but is 0. It stands at byte 4 of "
                    + "\"5/s; 5/s burst 0\"."
            ),
            (
                "9/s sliding burst 3",
                "A rate limit that counts in a sliding window has no burst; leave 'burst' or 'sliding' out. "
                    + "It stands at byte 0 of \"9/s sliding burst 3\"."
            ),
            (
                "1/s; 10001/day moving",
                "A moving window keeps the time of every request, so its quota must be at most 10,000, but is 10001; "
                    + "write 'sliding', which keeps counts. It stands at byte 4 of \"1/s; 10001/day moving\"."
            ),
            (
                "9/s fixed moving",
                "Expected ';' and another limit, 'burst' and a number, a strategy, or the end, but found 'moving' at "
                    + "byte 10 of \"9/s fixed moving\"."
            ),
            (
                "1/367 days",
                "A rate limit's window must be from 1 second to 366 days long. It stands at byte 0 of \"1/367 days\"."
            ),
            (
                "1/0 days",
                "A rate limit's window must be from 1 second to 366 days long. It stands at byte 0 of \"1/0 days\"."
            ),
            (
                "1/day burst 367",
                "The rate limit takes more than 366 days to give its burst back; write a burst of at most 366. "
                    + "It stands at byte 0 of \"1/day burst 367\"."
            ),
        ]
    )
    func refusals(text: String, message: String) {
        #expect(throws: RateLimitError(message)) { try RateLimit.list(parsing: text) }
    }

    @Test("A text of more than 1,024 bytes and a list of more than eight limits are refused")
    func bounds() {
        #expect(throws: RateLimitError("A list of rate limits must not be longer than 1024 bytes.")) {
            try RateLimit.list(parsing: String(repeating: " ", count: 1_025))
        }
        #expect(throws: RateLimitError("A list holds at most 8 rate limits.")) {
            try RateLimit.list(parsing: Array(repeating: "1/s", count: 9).joined(separator: ";"))
        }
    }

    @Test("A second limit is refused where one is expected")
    func second() {
        #expect(
            throws: RateLimitError(
                "Expected 'burst' and a number, a strategy, or the end: one limit alone, but found ';2/m' at byte 3 of "
                    + "\"1/s;2/m\"."
            )
        ) { try RateLimit(parsing: "1/s;2/m") }
    }

    @Test(
        "Every spelling of a limit is read",
        arguments: [
            ("60/minute", 60, 60, 60), ("60/m", 60, 60, 60), ("60/min", 60, 60, 60), ("60 PER Minutes", 60, 60, 60),
            ("10/second", 10, 1, 10), ("10/s", 10, 1, 10), ("500/hour", 500, 3_600, 500), ("1/d", 1, 86_400, 1),
            ("5 per 2 minutes", 5, 120, 5), ("5/2minutes", 5, 120, 5), ("60/minute burst 10", 60, 60, 10),
            ("60per30s burst 1", 60, 30, 1), ("  7 / 3 h\tburst\t9 ", 7, 10_800, 9),
            ("1000000000/second", 1_000_000_000, 1, 1_000_000_000), ("1/366 days", 1, 31_622_400, 1),
            ("9/week", 9, 604_800, 9), ("9/W", 9, 604_800, 9), ("1 per 2 months", 1, 5_184_000, 1),
        ]
    )
    func spellings(text: String, quota: Int, seconds: Int, burst: Int) throws {
        let limit = try RateLimit(parsing: text)
        #expect(limit == (try RateLimit(quota: quota, perSeconds: seconds, burst: burst)))
        #expect(limit.window == .seconds(seconds))
        #expect(try RateLimit(parsing: limit.description) == limit)
    }

    @Test(
        "A strategy follows the window, and the bucket's need not be written",
        arguments: [
            ("9/s", RateLimitStrategy.bucket, "9/second"), ("9/s BUCKET burst 3", .bucket, "9/second burst 3"),
            ("9/s burst 3 bucket", .bucket, "9/second burst 3"), ("9/s fixed", .fixedWindow, "9/second fixed"),
            ("10000/day moving", .movingWindow, "10000/day moving"),
            ("9 per 2 h Sliding", .slidingWindow, "9 per 2 hours sliding"),
        ])
    func strategies(text: String, strategy: RateLimitStrategy, description: String) throws {
        let limit = try RateLimit(parsing: text)
        #expect(limit.strategy == strategy)
        #expect(limit.description == description)
        #expect(try RateLimit(parsing: description) == limit)
    }

    @Test("A list is read in its order, with semicolons, commas or bars between limits")
    func list() throws {
        let limits = try RateLimit.list(parsing: "10/second; 500/hour burst 50, 5 per 2 days|9/week")
        #expect(limits.map(\.description) == ["10/second", "500/hour burst 50", "5 per 2 days", "9/week"])
    }

    @Test("No text makes the parser trap", arguments: 0..<20)
    func hostile(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "60", "/", "per", " ", "minute", "burst", ";", ",", "9999999999", "0", "é", "\0", "-", "days", "\t",
        ]
        var read = 0
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            do throws(RateLimitError) {
                let limits = try RateLimit.list(parsing: text)
                #expect(!limits.isEmpty && limits.allSatisfy { $0.quota >= 1 && $0.burst >= 1 })
                read += 1
            } catch {
                #expect(error.description.hasSuffix("."))
            }
        }
        #expect(read < 500)
    }
}
