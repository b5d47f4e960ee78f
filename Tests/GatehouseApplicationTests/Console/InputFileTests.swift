import Foundation
import Testing

@testable import GatehouseApplication

@Suite("Files that arguments name")
struct InputFileTests {
    @Test("A file's text is read as it is")
    func text() throws {
        try withTemporaryFile("ü\nline\n") { path in
            let text = try InputFile.text(path)
            #expect(text == "ü\nline\n")
        }
    }

    @Test("A file of exactly the limit is read, and one more byte is refused")
    func limit() throws {
        try withTemporaryFile("1234") { path in
            let text = try InputFile.text(path, limit: 4)
            #expect(text == "1234")
            #expect(throws: CommandFailure(.usage, "the file \(quoted(path)) is larger than 3B")) {
                try InputFile.text(path, limit: 3)
            }
        }
    }

    @Test("A file without an end is refused at the limit")
    func endless() throws {
        #expect(throws: CommandFailure(.usage, #"the file "/dev/zero" is larger than 64KiB"#)) {
            try InputFile.text("/dev/zero", limit: 65_536)
        }
    }

    @Test("A missing file, a folder and bytes that are no text are refused")
    func refused() throws {
        try withTemporaryFolder { folder in
            let binary = "b.bin"
            try Data([0xFF]).write(to: URL(filePath: folder + "/" + binary))
            let path = URL(filePath: folder).appending(path: binary).path()
            #expect(throws: CommandFailure(.usage, "cannot read the file \(quoted(folder))")) {
                try InputFile.text(folder)
            }
            #expect(throws: CommandFailure(.usage, "cannot read the file \"none.txt\"")) {
                try InputFile.text("none.txt")
            }
            #expect(throws: CommandFailure(.usage, "the file \(quoted(path)) is not UTF-8")) {
                try InputFile.text(path)
            }
        }
    }
}
