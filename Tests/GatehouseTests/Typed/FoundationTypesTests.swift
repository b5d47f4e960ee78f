import Foundation
import GatehouseJSON
import GatehouseSchema
import Testing

#if canImport(GatehouseTyped)
    import GatehouseTyped
#else
    import Gatehouse
#endif

@Suite struct FoundationTypesTests {
    /// What a text is read as; nothing where it is refused, by the type and by its schema alike.
    private func read<Value: Schemable>(_ json: JSONValue, as type: Value.Type) throws -> Value? {
        let schema = try TypedSchema(type)
        let value = try? schema.read(JSONText(json))
        #expect(schema.schema.accepts(json) == (value != nil), "\(json)")
        return value
    }

    @Test(
        "A text that is no date and time of RFC 3339 is refused",
        arguments: [
            "", "2026-07-28", "2026-07-28T12:00:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "2026-07-28 12:00:00Z",
            "2026-07-28T24:00:00Z", "2026-07-28T12:00:60Z", "2026-07-28T12:00:00.Z", "2026-07-28T12:00:00+1:00", "now",
        ]
    )
    func refusedDates(text: String) throws {
        #expect(try read(.string(text), as: Date.self) == nil)
    }

    @Test(
        "A date and time is the moment that it names, whatever its zone",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-07-28T12:00:00Z", 1_785_240_000),
            ("2026-07-28t14:00:00+02:00", 1_785_240_000),
            ("1969-12-31T23:59:59.5Z", -0.5), ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
            ("2000-02-29T00:00:00.125-00:30", 951_784_200.125), ("9999-12-31T23:59:59z", 253_402_300_799),
        ] as [(String, Double)]
    )
    func dates(text: String, seconds: Double) throws {
        #expect(try read(.string(text), as: Date.self)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "A date is written in UTC and read back",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-0.5, "1969-12-31T23:59:59.500Z"),
            (951_784_200.125, "2000-02-29T00:30:00.125Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"), (1e300, "9999-12-31T23:59:59Z"),
            (-.infinity, "0000-01-01T00:00:00Z"),
        ] as [(Double, String)]
    )
    func writtenDates(seconds: Double, text: String) throws {
        #expect(Date(timeIntervalSince1970: seconds).jsonBytes == JSONValue.string(text).jsonBytes)
        #expect(try read(.string(text), as: Date.self) != nil)
    }

    @Test("Every day is written and read back as itself")
    func days() throws {
        for day in stride(from: -700_000.0, through: 2_900_000, by: 997) {
            let date = Date(timeIntervalSince1970: day * 86_400 + 3_661)
            let text = try JSONScanner.check(date.jsonBytes)
            #expect(try text.read(Date.self) == date)
        }
    }

    @Test(
        "A text that is no URI with a scheme is refused",
        arguments: ["", "books", "//host/a", "http://a b", "1http://a", "http://[::1"])
    func refusedURLs(text: String) throws {
        #expect(try read(.string(text), as: URL.self) == nil)
    }

    @Test(
        "URLs are read and written",
        arguments: ["https://example.org/a?b=c#d", "urn:isbn:1", "mailto:a@b.c", "book://1"])
    func urls(text: String) throws {
        let url = try #require(try read(.string(text), as: URL.self))
        #expect(url.absoluteString == text)
        #expect(url.jsonBytes == JSONValue.string(text).jsonBytes)
    }

    @Test("UUIDs are read in letters of either case and written in lower case")
    func uuids() throws {
        let text = "0a1B2c3D-0000-4000-8000-0123456789aF"
        let uuid = try #require(try read(.string(text), as: UUID.self))
        #expect(uuid.jsonBytes == JSONValue.string(text.lowercased()).jsonBytes)
        #expect(try read("0a1B2c3D000040008000-0123456789aF", as: UUID.self) == nil)
        #expect(try read("{0a1B2c3D-0000-4000-8000-0123456789aF}", as: UUID.self) == nil)
    }

    @Test(
        "A text that is not padded Base64 is refused",
        arguments: ["a", "ab", "abc", "ab==\n", "a===", "====", "ab-_", "abcd=", "é==="])
    func refusedData(text: String) throws {
        #expect(try read(.string(text), as: Data.self) == nil)
    }

    @Test(
        "Bytes are read and written as Base64",
        arguments: [[], [0], [0, 1], [255, 254, 253], Array(0...255)] as [[UInt8]])
    func data(bytes: [UInt8]) throws {
        let data = Data(bytes)
        #expect(try read(.string(data.base64EncodedString()), as: Data.self) == data)
        #expect(data.jsonBytes == JSONValue.string(data.base64EncodedString()).jsonBytes)
    }

    @Test(
        "Decimals keep every digit",
        arguments: [
            "0", "-0", "0.1", "0.30", "1e2", "12345678901234567890123456789012345678", "-0.00000000000000000001",
            "1E+5",
        ])
    func decimals(text: String) throws {
        let number = JSONValue.number(try #require(JSONNumber(text)))
        let value = try #require(try read(number, as: Decimal.self))
        #expect(value == Decimal(string: text))
        #expect(try read(JSONValue(parsing: value.jsonBytes), as: Decimal.self) == value)
    }

    @Test(
        "A number that a decimal would have to round is refused",
        arguments: [
            "123456789012345678901234567890123456789", "1e200", "1e-200", "0.100000000000000000000000000000000000001",
        ])
    func refusedDecimals(text: String) throws {
        #expect(try read(.number(try #require(JSONNumber(text))), as: Decimal.self) == nil)
    }

    @Test("Rules about text hold for what is written as text")
    func rules() throws {
        let rules = FieldRules(.pattern("Z$"))
        for (json, isRight) in [("2026-07-28T12:00:00Z", true), ("2026-07-28T12:00:00+01:00", false)] {
            let text = JSONText(.string(json))
            let hasFailed = text.withReader { reader in
                var date: Date?
                reader.read(into: &date, rules)
                return reader.hasFailed
            }
            #expect(hasFailed != isRight)
        }
    }
}
