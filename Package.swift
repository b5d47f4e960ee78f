// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

/// Every target is built with the same settings; a warning is an error, here and in CI.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "gatehouse",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Gatehouse", targets: ["Gatehouse"]),
        .library(name: "GatehouseApplication", targets: ["GatehouseApplication"]),
        .library(name: "GatehouseAudit", targets: ["GatehouseAudit"]),
        .library(name: "GatehouseAuth", targets: ["GatehouseAuth"]),
        .library(name: "GatehouseClient", targets: ["GatehouseClient"]),
        .library(name: "GatehouseFetch", targets: ["GatehouseFetch"]),
        .library(name: "GatehouseHTTP", targets: ["GatehouseHTTP"]),
        .library(name: "GatehouseHummingbird", targets: ["GatehouseHummingbird"]),
        .library(name: "GatehouseStdio", targets: ["GatehouseStdio"]),
        .library(name: "GatehouseJSON", targets: ["GatehouseJSON"]),
        .library(name: "GatehouseMacros", targets: ["GatehouseMacros"]),
        .library(name: "GatehouseProtocol", targets: ["GatehouseProtocol"]),
        .library(name: "GatehouseSchema", targets: ["GatehouseSchema"]),
        .library(name: "GatehouseSQLite", targets: ["GatehouseSQLite"]),
        .library(name: "GatehouseTesting", targets: ["GatehouseTesting"]),
        .executable(name: "gatehouse", targets: ["GatehouseCommand"]),
        .executable(name: "gatehouse-bench", targets: ["GatehouseBench"]),
        .executable(name: "gatehouse-micro-bench", targets: ["MicroBench"]),
        .executable(name: "gatehouse-raw-echo", targets: ["RawEcho"]),
        .executable(name: "gatehouse-reader-bench", targets: ["ReaderBench"]),
        .executable(name: "gatehouse-everything", targets: ["Everything"]),
        .executable(name: "example-asking", targets: ["Asking"]),
        .executable(name: "example-hello", targets: ["Hello"]),
        .executable(name: "example-typed-inputs", targets: ["TypedInputs"]),
        .executable(name: "example-dependencies", targets: ["Dependencies"]),
        .executable(name: "example-mounted", targets: ["Mounted"]),
        .executable(name: "example-jobs", targets: ["Jobs"]),
    ],
    traits: [
        .default(enabledTraits: ["Macros"]),
        .trait(name: "Macros", description: "Declarations by macro, which are expanded with swift-syntax."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // MARK: The path's own parts, without dependencies

        .target(name: "GatehouseJSON", swiftSettings: settings),
        .target(name: "GatehouseSchema", dependencies: ["GatehouseJSON"], swiftSettings: settings),
        .target(name: "GatehouseProtocol", dependencies: ["GatehouseJSON"], swiftSettings: settings),
        .target(
            name: "Gatehouse",
            dependencies: [
                "GatehouseJSON", "GatehouseProtocol", "GatehouseSchema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),

        // MARK: Declarations

        .target(
            name: "GatehouseMacroExpansion",
            dependencies: [
                "GatehouseJSON", "GatehouseSchema",
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .macro(
            name: "GatehouseMacrosPlugin",
            dependencies: [
                "GatehouseMacroExpansion",
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseMacros",
            dependencies: [
                "Gatehouse", "GatehouseJSON", "GatehouseSchema",
                .target(name: "GatehouseMacrosPlugin", condition: .when(traits: ["Macros"])),
            ],
            swiftSettings: settings
        ),

        // MARK: Transports, identity and the notebook

        .systemLibrary(
            name: "CGatehouseZlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"]), .brew(["zlib"])]),

        .target(
            name: "GatehouseHTTP",
            dependencies: [
                "CGatehouseZlib", "Gatehouse",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseHummingbird",
            dependencies: [
                "Gatehouse", "GatehouseHTTP",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseStdio",
            dependencies: [
                "Gatehouse", "GatehouseJSON", "GatehouseProtocol",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseClient",
            dependencies: [
                "Gatehouse", "GatehouseJSON", "GatehouseProtocol", "GatehouseStdio",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseFetch",
            dependencies: [
                "Gatehouse",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseAudit",
            dependencies: [
                "Gatehouse", "GatehouseJSON", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseAuth",
            dependencies: [
                "Gatehouse", "GatehouseFetch", "GatehouseJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseSQLite",
            dependencies: ["Gatehouse", "GatehouseJSON", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseTesting",
            dependencies: ["Gatehouse"],
            swiftSettings: settings
        ),
        .target(
            name: "GatehouseNotebook",
            dependencies: [
                "Gatehouse", "GatehouseJSON", "GatehouseMacros", "GatehouseProtocol", "GatehouseSchema",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),

        .target(
            name: "GatehouseApplication",
            dependencies: [
                "Gatehouse", "GatehouseAudit", "GatehouseAuth", "GatehouseClient", "GatehouseFetch", "GatehouseHTTP",
                "GatehouseJSON", "GatehouseProtocol", "GatehouseSQLite", "GatehouseSchema", "GatehouseStdio",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),

        // MARK: Executables

        .executableTarget(
            name: "GatehouseCommand",
            dependencies: ["GatehouseApplication", "GatehouseNotebook"],
            swiftSettings: settings
        ),

        // MARK: Benchmarks

        .executableTarget(
            name: "GatehouseBench",
            dependencies: [
                "Gatehouse", "GatehouseAudit", "GatehouseAuth", "GatehouseHTTP", "GatehouseMacros", "GatehouseSQLite",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "MicroBench",
            dependencies: [
                "Gatehouse", "GatehouseAudit", "GatehouseAuth", "GatehouseSQLite",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/Micro",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ReaderBench",
            dependencies: ["GatehouseJSON", "GatehouseSchema"],
            path: "Benchmarks/Reader",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "RawEcho",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Benchmarks/RawEcho",
            swiftSettings: settings
        ),

        // MARK: Examples

        .executableTarget(
            name: "Asking",
            dependencies: ["GatehouseApplication", "GatehouseMacros"],
            path: "Examples/Asking",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Hello",
            dependencies: ["GatehouseApplication", "GatehouseMacros"],
            path: "Examples/Hello",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "TypedInputs",
            dependencies: ["GatehouseApplication", "GatehouseMacros"],
            path: "Examples/TypedInputs",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Mounted",
            dependencies: [
                "Gatehouse", "GatehouseHummingbird", "GatehouseMacros",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Examples/Mounted",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Dependencies",
            dependencies: ["GatehouseApplication", "GatehouseMacros"],
            path: "Examples/Dependencies",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Everything",
            dependencies: [
                "Gatehouse", "GatehouseHTTP", "GatehouseJSON", "GatehouseMacros", "GatehouseProtocol", "GatehouseStdio",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Examples/everything-server",
            exclude: ["README.md"],
            swiftSettings: settings
        ),

        .executableTarget(
            name: "Jobs",
            dependencies: ["GatehouseApplication", "GatehouseMacros"],
            path: "Examples/Jobs",
            exclude: ["README.md"],
            swiftSettings: settings
        ),

        // MARK: Tests

        .testTarget(name: "GatehouseJSONTests", dependencies: ["GatehouseJSON"], swiftSettings: settings),
        .testTarget(
            name: "GatehouseSchemaTests", dependencies: ["GatehouseSchema", "GatehouseJSON"], swiftSettings: settings),
        .testTarget(
            name: "GatehouseProtocolTests", dependencies: ["GatehouseProtocol", "GatehouseJSON", "GatehouseSchema"],
            swiftSettings: settings),
        .testTarget(
            name: "GatehouseTests",
            dependencies: [
                "Gatehouse", "GatehouseJSON", "GatehouseProtocol", "GatehouseSchema", "GatehouseTesting",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseMacroExpansionTests",
            dependencies: [
                "GatehouseMacroExpansion",
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacroExpansion", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseMacrosTests",
            dependencies: [
                "GatehouseMacros", "Gatehouse", "GatehouseJSON", "GatehouseProtocol", "GatehouseSchema",
                "GatehouseSQLite", "GatehouseTesting",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseStdioTests",
            dependencies: [
                "GatehouseStdio", "Gatehouse", "GatehouseJSON", "GatehouseProtocol",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseClientTests",
            dependencies: [
                "GatehouseClient", "Gatehouse", "GatehouseHTTP", "GatehouseJSON", "GatehouseProtocol",
                "GatehouseSchema",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Support/server.py"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseAuditTests",
            dependencies: [
                "GatehouseAudit", "GatehouseSQLite", "GatehouseTesting", "Gatehouse", "GatehouseJSON",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseAuthTests",
            dependencies: [
                "GatehouseAuth", "Gatehouse", "GatehouseFetch", "GatehouseJSON",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseHTTPTests",
            dependencies: [
                "CGatehouseZlib", "GatehouseHTTP", "Gatehouse",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseSQLiteTests",
            dependencies: [
                "GatehouseSQLite", "GatehouseTesting", "Gatehouse", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseHummingbirdTests",
            dependencies: [
                "Gatehouse", "GatehouseHTTP", "GatehouseHummingbird",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseNotebookTests",
            dependencies: [
                "GatehouseNotebook", "Gatehouse", "GatehouseJSON", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GatehouseApplicationTests",
            dependencies: [
                "GatehouseApplication", "Gatehouse", "GatehouseAuth", "GatehouseClient", "GatehouseJSON",
                "GatehouseProtocol",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ExamplesTests",
            dependencies: [
                "Asking", "Dependencies", "Hello", "TypedInputs",
                "Gatehouse", "GatehouseApplication",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
    ]
)
