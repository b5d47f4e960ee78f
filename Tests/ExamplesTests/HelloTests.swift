import Gatehouse
import Testing

@testable import Hello

@Suite("The example Hello")
struct HelloTests {
    @Test("A name that is too long is refused before the function runs")
    func refusal() async throws {
        let answer = try await Server.offering(Greeter().components)
            .call("greet", ["name": .string(String(repeating: "a", count: 81))])
        #expect(answer.isToolError)
        #expect(
            answer.text == "Invalid arguments for tool greet:\n- /name: must have at most 80 characters, had 81")
    }

    @Test("It greets by name")
    func greeting() async throws {
        let answer = try await Server.offering(Greeter().components).call("greet", ["name": "Ada"])
        #expect(answer.text == "Hello, Ada!")
    }
}
