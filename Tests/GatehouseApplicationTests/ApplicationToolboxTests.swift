import Gatehouse
import Logging
import Testing

@testable import GatehouseApplication

@Suite("Applications of toolboxes")
struct ApplicationToolboxTests {
    private struct Box: Toolbox {
        let name: String

        var components: Components {
            Components(tools: [Tool(name: name, description: "", input: NoInput.self) { _, _ in "" }])
        }
    }

    @Test("An application offers what its toolboxes declare, in their order")
    func order() async throws {
        let application = Application("boxes", Box(name: "b"), Box(name: "a"), Box(name: "c"), title: "Boxes")
        let launch = Launch(dataFolder: "", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        #expect(try await application.open(launch).tools.map(\.name) == ["b", "a", "c"])
        #expect(application.title == "Boxes")
    }
}
