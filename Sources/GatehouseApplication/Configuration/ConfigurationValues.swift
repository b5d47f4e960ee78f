import Gatehouse
import Configuration

/// The merged values of all keys, read by their types.
struct ConfigurationValues {
    private let reader: ConfigReader

    /// Makes values of providers, the strongest first. The last one must hold the default of every key that has one.
    init(providers: [any ConfigProvider]) {
        reader = ConfigReader(providers: providers)
    }

    /// A key's value, or nothing where no source sets it.
    func value(_ key: ConfigurationKey) throws(ConfigurationError) -> ConfigurationValue? {
        let configKey = ConfigKey(key.components)
        let texts =
            key.kind.isList ? reader.stringArray(forKey: configKey) : reader.string(forKey: configKey).map { [$0] }
        guard let texts else { return nil }
        do {
            return try key.value(of: texts.filter { !$0.isEmpty })
        } catch {
            throw ConfigurationError(error.message)
        }
    }

    func boolean(_ key: ConfigurationKey) throws(ConfigurationError) -> Bool {
        guard case .boolean(let value) = try value(key) else { throw missing(key) }
        return value
    }

    /// An integer, or a size in bytes.
    func integer(_ key: ConfigurationKey) throws(ConfigurationError) -> Int {
        guard case .integer(let value) = try value(key) else { throw missing(key) }
        return value
    }

    func duration(_ key: ConfigurationKey) throws(ConfigurationError) -> Duration {
        guard case .duration(let value) = try value(key) else { throw missing(key) }
        return value
    }

    func text(_ key: ConfigurationKey) throws(ConfigurationError) -> String {
        guard let value = try optionalText(key) else { throw missing(key) }
        return value
    }

    func optionalText(_ key: ConfigurationKey) throws(ConfigurationError) -> String? {
        guard case .text(let value) = try value(key) else { return nil }
        return value
    }

    func texts(_ key: ConfigurationKey) throws(ConfigurationError) -> [String] {
        guard case .list(let values) = try value(key) else { return [] }
        return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    func limits(_ key: ConfigurationKey) throws(ConfigurationError) -> [RateLimit] {
        guard case .list(let values) = try value(key) else { return [] }
        return values.compactMap { if case .limit(let rule) = $0 { rule } else { nil } }
    }

    func quotas(_ key: ConfigurationKey) throws(ConfigurationError) -> [Quota] {
        guard case .list(let values) = try value(key) else { return [] }
        return values.compactMap { if case .quota(let quota) = $0 { quota } else { nil } }
    }

    private func missing(_ key: ConfigurationKey) -> ConfigurationError {
        ConfigurationError("\(key.name): expected \(key.kind.expectation), found nothing")
    }
}
