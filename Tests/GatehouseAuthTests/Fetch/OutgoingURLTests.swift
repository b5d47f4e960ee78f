import Gatehouse
import Testing

@testable import GatehouseFetch

@Suite("URLs that are asked")
struct OutgoingURLTests {
    private static let characters = "the URL has characters that may not stand in one, or is too long"
    private static let name = "the URL's host is not a name or an address"
    private static let port = "the URL's port is not a number from 1 to 65535"

    @Test(
        "A URL that two readers could take for two is refused",
        arguments: [
            ("https://a.example/\u{E9}", characters), ("https://a.example/ b", characters),
            ("https://a.example\\@b.example/", characters), ("https://a.example/\r\nHost: b", characters),
            ("https://" + String(repeating: "a", count: 2_048), characters), ("", "the URL has no scheme"),
            ("a.example/keys", "the URL has no scheme"),
            ("file:///etc/passwd", "the URL begins with neither https:// nor http://"),
            ("ftp://a.example/", "the URL begins with neither https:// nor http://"),
            ("http+unix://%2Frun%2Fdocker.sock/", "the URL begins with neither https:// nor http://"),
            ("https://a.example/#b", "the URL has a fragment"),
            ("https://user@a.example/", "the URL holds credentials"),
            ("https://a.example:443@b.example/", "the URL holds credentials"),
            ("https://", name), ("https:///path", name), ("https://:443/", name), ("https://a%2eexample/", name),
            ("https://[::1/", "the URL's host is not an IPv6 address"),
            ("https://[fe80::1%25eth0]/", "the URL's host is not an IPv6 address"),
            ("https://[127.0.0.1]/", "the URL's host is not an IPv6 address"),
            ("https://a.example:/", port), ("https://a.example:0/", port), ("https://a.example:65536/", port),
            ("https://a.example:+80/", port), ("https://[2001:db8::1]80/", port),
        ])
    func refused(_ url: String, _ reason: String) {
        #expect(throws: OutgoingFailure(.forbidden, reason)) { try OutgoingURL(url) }
    }

    @Test(
        "A URL is written anew: host in lower case, with its port and a path",
        arguments: [
            ("https://A.Example", "https://a.example:443/"), ("HTTP://a.example?x=1", "http://a.example:80/?x=1"),
            ("https://a.example:8443/k?x=/y", "https://a.example:8443/k?x=/y"),
            ("https://[2001:DB8::1]/k", "https://[2001:db8::1]:443/k"),
            ("https://[::ffff:127.0.0.1]/k", "https://127.0.0.1:443/k"),
        ])
    func written(_ url: String, _ text: String) throws {
        #expect(try OutgoingURL(url).text == text)
    }
}

@Suite("Addresses that are asked")
struct AddressReachTests {
    @Test(
        "An address for special purposes is not public",
        arguments: [
            "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254",
            "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
            "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1",
            "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::a00:1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1",
            "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1", "fec0::1", "100::1",
        ])
    func special(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(
        "Every other address is",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
            "192.169.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:1.1.1.1",
        ])
    func `public`(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }
}
