# make run   安装所需软件，编译，把示例台账装进示例数据库，生成示例月份的通报，有显示器时打开窗口
# make test  安装所需软件，检查代码，跑全部测试（窗口测试在虚拟显示器里跑）
SHELL := /bin/bash
BIN := build/qinqing
# Fyne 在 LANG=C 下会报三行无关的提示
SAY := LANG=zh_CN.UTF-8 LC_ALL=
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: run test lint race bench soak cli clean

run:
	@.ci/setup run
	@echo "正在编译（首次约需几分钟）……"
	@mkdir -p build && ln -sfn ../assets/fonts build/fonts
	go build -tags migrated_fynedo -o $(BIN) .
	@$(SAY) $(BIN) demo --out build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(SAY) $(BIN) --db build/demo.qinqing; else echo "没有显示器，不打开窗口。有显示器时运行：$(BIN) --db build/demo.qinqing"; fi

test: lint
	go test ./...
	CGO_ENABLED=0 go build -tags ci -o build/qinqing-cli .
	.ci/static build/qinqing-cli
	.ci/journey
	.ci/ime

lint:
	@.ci/setup test
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt 会改动："; echo "$$out"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

race:
	@.ci/setup test
	go test -race ./...

bench:
	QINQING_CITY=1000000 go test -run '^$$' -bench . -benchtime 20x -timeout 60m ./data/store/... ./reports/stats ./reports/pdf ./reports/xlsx

# 长时间的故障测试（几个小时），中断后从停下的地方接着跑；结果接着记在 build/soak.txt，要从头跑先把它移走
soak:
	.ci/soak build/soak.txt

cli:
	CGO_ENABLED=0 go build -tags ci -o build/qinqing-cli .

clean:
	rm -rf build
