import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("Finding the id of a request that is refused unread")
struct RequestIDScannerTests {
    @Test(
        "No id is taken that is not plain",
        arguments: [
            "", "{", "garbage", "[1]", #""id":7"#, #"{"id":}"#, #"{"id":null}"#, #"{"id":1.5}"#, #"{"id":true}"#,
            #"{"id":"a\u0041"}"#, #"{"id":"ä"}"#, #"{"id":99999999999999999999}"#, #"{"id":7"#, #"{"id" 7}"#,
            #"{"params":{"id":7}}"#, #"{"params":["id",7]}"#, #"{"method":"id"}"#, #"{"x":"\"id\":7"}"#, #"{"id":--1}"#,
            #"{"id":{"id":7}}"#, #"{"\u0069d":7}"#, #"{"a":"\"#,
        ])
    func refused(_ body: String) {
        #expect(RequestIDScanner.id(in: Array(body.utf8)) == nil)
    }

    @Test(
        "An integer or a plain string is found wherever the member stands",
        arguments: [
            (#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#, RequestID.integer(7)),
            (#"{ "method" : "ping" , "params" : { "id" : 1 , "x" : [ { "id" : 2 } ] } , "id" : -3 }"#, .integer(-3)),
            (#"{"params":{"a":"}{\"id\":1"},"id":"a b-c"}"#, .string("a b-c")),
            ("{\"id\":\n9223372036854775807\n}", .integer(.max)),
            (#"{"id":0}"#, .integer(0)),
        ])
    func found(_ body: String, _ id: RequestID) {
        #expect(RequestIDScanner.id(in: Array(body.utf8)) == id)
    }

    @Test("A long body and a long id are left alone")
    func bounds() {
        let long = #"{"id":7,"x":""# + String(repeating: "x", count: 65_536) + #""}"#
        #expect(RequestIDScanner.id(in: Array(long.utf8)) == nil)
        let name = String(repeating: "x", count: 129)
        #expect(RequestIDScanner.id(in: Array("{\"id\":\"\(name)\"}".utf8)) == nil)
        #expect(
            RequestIDScanner.id(in: Array("{\"id\":\"\(name.dropLast())\"}".utf8)) == .string(String(name.dropLast())))
    }
}
