import NIOCore
import Testing

@testable import GatehouseHTTP

@Suite("Connections are counted")
struct ConnectionAdmissionTests {
    @Test("Addresses of one IPv6 network count as one, and a mapped IPv4 address as itself")
    func sources() throws {
        func source(_ text: String) throws -> ConnectionAdmission.Source? {
            ConnectionAdmission.Source(try SocketAddress(ipAddress: text, port: 1))
        }
        #expect(try source("2001:db8::1") == source("2001:db8::ffff:2"))
        #expect(try source("2001:db8::1") != source("2001:db8:0:1::1"))
        #expect(try source("::ffff:192.0.2.1") == source("192.0.2.1"))
        #expect(try source("192.0.2.1") != source("192.0.2.2"))
        #expect(ConnectionAdmission.Source(nil) == nil)
    }

    @Test("The caps are met exactly, and a closed connection makes room")
    func caps() throws {
        var limits = HTTPLimits()
        (limits.connections, limits.connectionsPerAddress) = (3, 2)
        let admission = ConnectionAdmission(limits)
        let (one, two) = (try source(1), try source(2))
        #expect(admission.admit(one) == .admitted)
        #expect(admission.admit(one) == .admitted)
        #expect(admission.admit(one) == .tooManyFromSource)
        #expect(admission.admit(two) == .admitted)
        #expect(admission.admit(two) == .tooMany)
        admission.release(one)
        #expect(admission.admit(one) == .admitted)
    }

    @Test("Memory is given back when a crowd has left, once more after its last, and not for a few")
    func trim() {
        var heap = HeapTrim()
        for count in 1...1000 { heap.opened(count) }
        let due = (0..<1000).reversed().filter { heap.isDue($0) }
        #expect(due == [250, 0])
        heap.opened(511)
        let isDueForFew = heap.isDue(0)
        #expect(!isDueForFew)
    }

    private func source(_ number: Int) throws -> ConnectionAdmission.Source? {
        ConnectionAdmission.Source(try SocketAddress(ipAddress: "192.0.2.\(number)", port: 1))
    }
}
