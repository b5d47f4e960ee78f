import GatehouseJSON
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test(
        "A number that fits 64 bits is an exact integer",
        arguments: [
            ("0", 0), ("7", 7), ("-1", -1), ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
        ])
    func integers(text: String, value: Int64) throws {
        #expect(try JSONValue(parsing: text) == .integer(value))
        #expect(JSONValue.integer(value).description == text)
    }

    @Test(
        "Every other number keeps its text",
        arguments: [
            "-0", "0.0", "-0.0", "1.0", "1e0", "1E+2", "1e-2", "9223372036854775808", "-9223372036854775809",
            "18446744073709551616", "1e999", "-1e999", "1e-999", "0.1000000000000000055511151231257827",
            "123456789012345678901234567890.123456789012345678901234567890",
        ])
    func texts(_ text: String) throws {
        let value = try JSONValue(parsing: text)
        guard case .number(let number) = value else {
            Issue.record("not kept as text: \(value)")
            return
        }
        #expect(number.text == text)
        #expect(value.description == text)
        #expect(JSONNumber(text) == number)
    }

    @Test("A number of a million digits is read and written")
    func longNumber() throws {
        let text = String(repeating: "9", count: 1_000_000)
        let value = try JSONValue(parsing: text)
        #expect(value.description == text)
        #expect(value.integerValue == nil)
        #expect(value.doubleValue == .infinity)
    }

    @Test("A number beyond a double's range is infinite, and no typed double is made of it")
    func beyondDouble() throws {
        #expect(try JSONValue(parsing: "1e999").doubleValue == .infinity)
        #expect(try JSONValue(parsing: "-1e999").doubleValue == -.infinity)
        #expect(try JSONValue(parsing: "1e-999").doubleValue == 0)
        let error = #expect(throws: JSONDecodingError.self) { try Double(json: JSONValue(parsing: "1e999")) }
        #expect(error?.description == "the value: expected a number, but found a number")
    }

    @Test(
        "A whole number with a fraction or an exponent counts as an integer",
        arguments: [
            ("1.0", 1), ("-1.0", -1), ("2e3", 2000), ("2.5e1", 25), ("1200e-2", 12), ("-0", 0), ("0e999999999999", 0),
            ("0.0e-5", 0), ("9007199254740993.0", 9_007_199_254_740_993), ("9223372036854775807.0", .max),
            ("-9223372036854775808.0", .min), ("-9.223372036854775808e18", .min), ("1e18", 1_000_000_000_000_000_000),
            ("0.001e3", 1), ("0.00000000000000000000000000001e29", 1), ("1E+0002", 100),
        ])
    func exactIntegers(text: String, value: Int64) throws {
        #expect(try JSONValue(parsing: text).integerValue == value)
    }

    @Test(
        "A number that is not whole, or does not fit, is no integer",
        arguments: [
            "0.5", "2.5", "1e-1", "25e-2", "0.99999999999999999999", "9007199254740991.4", "9223372036854775808",
            "9223372036854775807.5", "-9223372036854775809", "1e19", "1e30", "1e999", "1e99999999999999999999",
            "1e-99999999999999999999", "1e9223372036854775807",
        ])
    func noIntegers(text: String) throws {
        #expect(try JSONValue(parsing: text).integerValue == nil)
        let error = #expect(throws: JSONDecodingError.self) { try Int64(json: JSONValue(parsing: text)) }
        #expect(error?.description == "the value: expected an integer, but found a number")
    }

    @Test(
        "Text that is no number makes none",
        arguments: [
            "", " 1", "1 ", " 1.5", "1.5\n", "01", "+1", "0x10", "1_000", "NaN", "Infinity", "null", "\"1\"", "[1]",
        ])
    func noNumber(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test("An infinity and a NaN make no number, and are written as null")
    func notFinite() {
        for value in [Double.infinity, -Double.infinity, Double.nan] {
            #expect(JSONNumber(value) == nil)
            #expect(JSONValue(value) == .null)
            #expect(String(decoding: value.jsonBytes, as: UTF8.self) == "null")
        }
    }

    @Test(
        "A double is written as text that reads back as the same double, whole ones without a fraction",
        arguments: [
            (50, "50"), (-3, "-3"), (0, "0"), (0.5, "0.5"), (1e-7, "1e-07"),
            (9_007_199_254_740_992, "9007199254740992"),
            (1e300, "1e+300"), (-0.0, "-0.0"), (.leastNonzeroMagnitude, "5e-324"),
        ])
    func doubles(value: Double, text: String) throws {
        #expect(String(decoding: value.jsonBytes, as: UTF8.self) == text)
        #expect(try JSONValue(parsing: text).doubleValue?.bitPattern == value.bitPattern)
    }
}
