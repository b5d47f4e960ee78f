import Foundation
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("A file of state keys")
struct StateKeyFileTests {
    private let folder: TemporaryDirectory
    private var path: String { folder.file("state.keys") }
    private let key = Base64URL.encode([UInt8](repeating: 7, count: 32))

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try folder.write(text, to: "state.keys", mode: mode)
    }

    private var error: String? {
        #expect(throws: StateKeyFileError.self) { try StateKeyFile.open(path) }?.description
    }

    @Test("A file that others may read or write is refused", arguments: [0o644, 0o606, 0o620, 0o666])
    func open(mode: Int) throws {
        try write(key, mode: mode)
        #expect(error == "others may read or write the keys in \(path); run: chmod 600 \(path)")
    }

    @Test("A line that is no key is named by its number, and not shown")
    func noKey() throws {
        let short = Base64URL.encode([UInt8](repeating: 7, count: 31))
        for line in [short, "secret words", key + "=", " " + key] {
            try write("# keys\n\n\(key)\n\(line)\n")
            #expect(error == "\(path):4: is no key: at least 32 bytes in base64url")
        }
    }

    @Test("A file without a key, with too many, or that is too large, is refused")
    func bounds() throws {
        try write("# nothing\n\n")
        #expect(error == "the file of state keys \(path) holds no key")
        try write(String(repeating: key + "\n", count: 17))
        #expect(error == "the file of state keys \(path) holds more than 16 keys")
        try write(String(repeating: "#", count: 16_385))
        #expect(error == "the file of state keys \(path) has more than 16384 bytes")
    }

    @Test("A folder is no file of keys, and a folder that is missing is named")
    func noFile() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(error == "\(path) is not a regular file")
        let missing = folder.file("missing/state.keys")
        let refusal = #expect(throws: StateKeyFileError.self) { try StateKeyFile.open(missing) }
        #expect(
            refusal?.description
                == "the file of state keys \(missing) cannot be made: No such file or directory")
    }

    @Test("A missing file is made with one key, for its owner alone, and stays as it is")
    func made() throws {
        _ = try StateKeyFile.open(path)
        let made = try text()
        #expect(try folder.mode(of: "state.keys") == 0o600)
        #expect(Base64URL.decode(String(made.dropLast()))?.count == 32)
        _ = try StateKeyFile.open(path)
        #expect(try text() == made)
    }

    @Test("Those who make one file at the same time agree on one key")
    func madeAtOnce() async throws {
        let path = path
        let seen = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    _ = try StateKeyFile.open(path)
                    return try String(contentsOfFile: path, encoding: .utf8)
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(seen.count == 1)
    }

    @Test("Comments, empty lines and line ends of other systems count for nothing")
    func lines() throws {
        try write("# current\r\n\(key)\r\n\n# older\n\(key)")
        _ = try StateKeyFile.open(path)
    }
}
