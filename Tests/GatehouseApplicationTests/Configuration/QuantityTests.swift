import Testing

@testable import GatehouseApplication

@Suite("Durations and sizes")
struct QuantityTests {
    @Test(
        "Durations have one number and one unit",
        arguments: [
            ("500ms", .milliseconds(500)), ("5s", .seconds(5)), ("1m", .seconds(60)), ("2h", .seconds(7200)),
            ("1d", .seconds(86_400)), ("0s", .zero), ("090s", .seconds(90)),
        ] as [(String, Duration)]
    )
    func durations(text: String, expected: Duration) {
        #expect(Quantity.duration(text) == expected)
    }

    @Test(
        "Everything else is no duration",
        arguments: [
            "", "5", "s", "-5s", "+5s", "5 s", "1.5s", "5S", "1m30s", "5sec", "٥s", "99999999999999999999s",
            "9223372036854775807d",
        ]
    )
    func noDurations(text: String) {
        #expect(Quantity.duration(text) == nil)
    }

    @Test(
        "Sizes have one number and one binary unit",
        arguments: [("512B", 512), ("32KiB", 32_768), ("4MiB", 4_194_304), ("1GiB", 1_073_741_824), ("0B", 0)]
    )
    func sizes(text: String, expected: Int) {
        #expect(Quantity.size(text) == expected)
    }

    @Test("Everything else is no size", arguments: ["", "4", "4MB", "4mib", "4 MiB", "-1B", "9223372036854775807GiB"])
    func noSizes(text: String) {
        #expect(Quantity.size(text) == nil)
    }

    @Test("Durations are written in the largest unit that leaves no remainder")
    func durationTexts() {
        let texts = [0, 1, 500, 1000, 90_000, 60_000, 7_200_000, 86_400_000].map {
            Quantity.text(of: .milliseconds($0))
        }
        #expect(texts == ["0s", "1ms", "500ms", "1s", "90s", "1m", "2h", "1d"])
    }

    @Test("Sizes are written in the largest unit that leaves no remainder")
    func sizeTexts() {
        #expect(
            [0, 1, 1024, 1536, 4_194_304].map { Quantity.text(ofSize: $0) } == ["0B", "1B", "1KiB", "1536B", "4MiB"])
    }
}
