import GatehouseApplication

await Application.notes.run()
