import Testing

@testable import Gatehouse

@Suite("IP addresses")
struct IPAddressTests {
    @Test(
        "What is no address is none",
        arguments: [
            "", ".", "1", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1", "1.1.1.256",
            "1.2.3.1000", "4294967296.1.1.1", "01.2.3.4", "1.2.3.00", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80", "+1.2.3.4",
            "1.2.3.-4", "0x1.2.3.4", "1.2.3.a", "::1%eth0", "[::1]", "1::2::3", "12345::", "::1.2.3", "::01.2.3.4",
            "localhost", "\u{661}.2.3.4", "1.2.3.4\0",
        ])
    func refused(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "Addresses are read and written in their canonical form",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"),
            ("192.0.2.10", "192.0.2.10"), ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0::1", "2001:db8::1"),
            ("::ffff:192.0.2.10", "192.0.2.10"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ])
    func read(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
        #expect(IPAddress(text[...]) == IPAddress(canonical))
    }

    @Test("Every byte of an address of four is read from its place")
    func octets() {
        for octet in UInt8.min ... .max {
            #expect(IPAddress("1.\(octet).3.\(octet)")?.bytes == [1, octet, 3, octet])
        }
    }
}
