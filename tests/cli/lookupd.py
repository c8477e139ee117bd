#!/usr/bin/env python3
"""lookupd.py DIR: registers on a free port of the loopback, for enrich.t.

Its port is in DIR/port. Each request is added to DIR/log, a line with method,
path and body. It speaks:

  POST /taxation_customs/vies/rest-api/check-vat-number, as VIES does: what it
    says of a number is in DIR/vies/COUNTRYNUMBER, a line "STATUS" and the
    answer; a number without file is not valid
  anything else: DIR/files/PATH with "/" as "_": a line "STATUS [HEADER: VALUE]"
    and the answer; 404 when there is no such file

A status of 0 hangs up without an answer.
"""
import http.server
import json
import os
import sys

root = sys.argv[1]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def reply(self, text):
        first, _, body = text.partition('\n')
        status, _, header = first.partition(' ')
        if status == '0':
            self.close_connection = True
            return
        body = body.encode()
        self.send_response(int(status))
        if header:
            name, _, value = header.partition(': ')
            self.send_header(name, value)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.send_header('Connection', 'close')
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def file(self, *names):
        try:
            with open(os.path.join(root, *names), encoding='utf-8') as f:
                return f.read()
        except FileNotFoundError:
            return None

    def vies(self, body):
        try:
            q = json.loads(body)
            country, number = q['countryCode'], q['vatNumber']
        except (ValueError, KeyError):
            return ('200\n{"actionSucceed": false, "errorWrappers": '
                    '[{"error": "INVALID_INPUT"}]}')
        said = self.file('vies', country + number)
        if said is not None:
            return said
        return '200\n' + json.dumps({
            'countryCode': country, 'vatNumber': number,
            'requestDate': '2026-09-30T08:00:00.000Z', 'valid': False,
            'requestIdentifier': '', 'name': '---', 'address': '---'})

    def do(self):
        n = int(self.headers.get('Content-Length') or 0)
        body = self.rfile.read(n).decode()
        with open(os.path.join(root, 'log'), 'a', encoding='utf-8') as log:
            log.write('%s %s %s %s\n' % (
                self.command, self.path,
                self.headers.get('Authorization') or '-',
                ' '.join(body.split())))
        if self.path.endswith('/rest-api/check-vat-number'):
            self.reply(self.vies(body))
        else:
            name = self.path.split('?')[0].strip('/').replace('/', '_')
            self.reply(self.file('files', name) or '404\n{"error": "none"}')

    do_GET = do_POST = do


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
with open(os.path.join(root, 'port.new'), 'w') as f:
    f.write('%d\n' % server.server_port)
os.rename(os.path.join(root, 'port.new'), os.path.join(root, 'port'))
server.serve_forever()
