import Testing

@testable import Gatehouse

@Suite("The registry against a model")
struct RegistryModelTests {
    private static let names = ["a", "b", "c", "d", "e", "f"]
    private static let versions: [String?] = [nil, "1", "2", "3"]

    @Test("After any changes the registry has what the model has", arguments: 0..<UInt64(16))
    func changes(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        var options = ServerOptions()
        options.pageSize = 2
        let server = try Samples.server(Components(), options: options)
        var model = RegistryModel()
        for step in 0..<60 {
            try change(server.registry, &model, step, &generator)
            #expect(await server.everyName() == model.listed)
            try compare(server.registry.snapshot, model)
        }
        for name in Self.names {
            #expect(await server.says(name) == (model.says(name, nil) ?? "400 -32602 Unknown tool: \(name)"))
        }
    }

    private func change(
        _ registry: Registry, _ model: inout RegistryModel, _ step: Int, _ generator: inout SplitMix64
    ) throws {
        let name = try #require(Self.names.randomElement(using: &generator))
        let version = try #require(Self.versions.randomElement(using: &generator))
        let (selection, picked) = try selection(name, version, &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...4:
            let replaces = Bool.random(using: &generator)
            let components = Components(tools: [Registered.tool(name, version, says: "\(step)")])
            let isAllowed = model.put(name, version, says: "\(step)", replaces: replaces)
            do {
                try registry.change([replaces ? .replace(components) : .add(components)])
                #expect(isAllowed)
            } catch {
                #expect(!isAllowed)
            }
        case 5: #expect(registry.remove(selection) == model.remove(where: picked))
        case 6...7: #expect(registry.disable(selection) == model.set(false, where: picked))
        default: #expect(registry.enable(selection) == model.set(true, where: picked))
        }
    }

    private func selection(
        _ name: String, _ version: String?, _ generator: inout SplitMix64
    ) throws -> (ComponentSelection, (String, String?) -> Bool) {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return (.tool(name), { other, _ in other == name })
        case 1: return (.tool(name).and(.version(version ?? "x")), { $0 == name && $1 != nil && $1 == version })
        case 2: return (.version(version ?? "x"), { _, other in other != nil && other == version })
        default: return (.matching { $0.name < name }, { other, _ in other < name })
        }
    }

    private func compare(_ snapshot: RegistrySnapshot, _ model: RegistryModel) throws {
        #expect(snapshot.tools.count == model.tools.reduce(0) { $0 + $1.versions.count })
        #expect(snapshot.tools.groups.map(\.key) == model.tools.map(\.name))
        for name in Self.names {
            let group = snapshot.tools.group(name)
            #expect(group?.current?.tool.description == model.says(name, nil))
            for version in Self.versions.compactMap(\.self) {
                let parsed = try #require(ComponentVersion(version))
                #expect(group?.component(version: parsed)?.tool.description == model.says(name, version))
            }
        }
    }
}
