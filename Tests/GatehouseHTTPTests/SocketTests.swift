import Foundation
import Gatehouse
import NIOCore
import NIOPosix
import Testing

@testable import GatehouseHTTP

@Suite("A listener on other sockets", .serialized, .timeLimit(.minutes(2)))
struct SocketTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gh-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private var path: String { folder.appending(path: "s").path }

    // MARK: Refusals

    @Test("A file that is no socket is not replaced")
    func otherFile() async throws {
        try Data("precious".utf8).write(to: URL(filePath: path))
        await expectFailure("\(path): there is a file of another kind, which is not replaced")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test("A socket at which somebody listens is not replaced")
    func taken() async throws {
        try await withListener(StubResponder(), { $0.socket = .file(path) }) { running in
            await expectFailure("\(path): another process listens there")
            try await expectEcho()
        }
    }

    @Test("A path that the system does not take is refused")
    func longPath() async throws {
        let long = folder.appending(path: String(repeating: "a", count: 200)).path
        await expectFailure("\(long): the path is longer than the system allows for a socket", path: long)
    }

    @Test("Sockets that nobody has handed over are not listened on")
    func notInherited() {
        expectRefusal([:], "LISTEN_FDS is not set: the process was not started by socket activation")
        expectRefusal(["LISTEN_FDS": "1"], "LISTEN_PID is not set, but this process is 7")
        expectRefusal(["LISTEN_FDS": "1", "LISTEN_PID": "8"], "LISTEN_PID is 8, but this process is 7")
        for count in ["0", "65", "-1", "x", ""] {
            expectRefusal(["LISTEN_FDS": count, "LISTEN_PID": "7"], "LISTEN_FDS is not a number from 1 to 64")
        }
        expectRefusal(
            ["LISTEN_FDS": "1", "LISTEN_PID": "7"], first: 999,
            "descriptor 999 of LISTEN_FDS is not a stream socket that listens")
    }

    // MARK: Service

    @Test("A Unix domain socket has its permissions, answers, and is gone at the end", arguments: [0o600, 0o660])
    func file(mode: Int) async throws {
        let responder = StubResponder(answer: { head, body, _ in
            Reply(status: 200, body: Array("\(head.remoteAddress ?? "none")".utf8) + body)
        })
        try await withListener(responder, { $0.socket = .file(path, mode: UInt16(mode)) }) { running in
            #expect(running.port == 0)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == mode)
            try await expectEcho("none{}")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A socket that a process has left behind is replaced")
    func abandoned() async throws {
        let left = try SocketFile(path: path, mode: 0o600, backlog: 1)
        close(left.descriptor)
        try await withListener(StubResponder(), { $0.socket = .file(path) }) { running in try await expectEcho() }
    }

    @Test("A file that has taken the socket's place stays at the end")
    func replaced() async throws {
        try await withListener(StubResponder(), { $0.socket = .file(path) }) { running in
            try FileManager.default.removeItem(atPath: path)
            try Data("other".utf8).write(to: URL(filePath: path))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
    }

    @Test("Connections of a Unix domain socket are drained like others")
    func drain() async throws {
        let (started, gate) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, body, _ in
            started.open()
            await gate.pass()
            return Reply(status: 200, body: body)
        })
        try await withListener(responder, { $0.socket = .file(path) }) { running in
            let idle = try await RawClient.connect(path: path)
            let client = try await RawClient.connect(path: path)
            try await client.send(post("slow"))
            await started.pass()
            running.shutDown()
            try await idle.closed()
            gate.open()
            #expect(await client.textToEnd().hasSuffix("slow"))
        }
    }

    private func expectFailure(_ text: String, path: String? = nil) async {
        let path = path ?? self.path
        let error = await #expect(throws: HTTPSocketError.self) {
            try await withListener(StubResponder(), { $0.socket = .file(path) }) { _ in }
        }
        #expect(error?.description == text)
    }

    private func expectRefusal(_ environment: [String: String], first: CInt = 3, _ text: String) {
        let error = #expect(throws: HTTPSocketError.self) {
            try InheritedSockets.descriptors(environment: environment, process: 7, first: first)
        }
        #expect(error?.description == text)
    }

    private func expectEcho(_ text: String = "{}") async throws {
        let client = try await RawClient.connect(path: path)
        try await client.send(post("{}"))
        #expect(body(of: await client.text(until: "{}")) == text)
        try await client.close()
    }
}
